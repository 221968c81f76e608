import type { Locator, Page } from "@playwright/test";
import { ChatPage } from "./support/chat-page";
import { expect, test } from "./support/test";

/** Said at the field, which has the focus. */
async function refused(field: Locator, message: string | RegExp): Promise<void> {
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(message);
}
const save = (page: Page) => page.getByRole("button", { name: /^Save/, exact: false }).last().click();

test("a text that is too long is refused at its field by its limit, and stays: prompt, settings, own prompt, edited message", async ({
  page,
  call,
  project,
  noise,
}) => {
  noise.allow(/status of 400/);
  const base = `/projects/${project.id}`;
  await call(`/api${base}/prompts`, { body: { content: "Be short." } });
  await page.goto(`${base}/prompts`);
  await page.getByRole("button", { name: "Add prompt" }).click();
  const prompt = page.getByRole("textbox", { name: "Prompt text" });
  await prompt.fill("p".repeat(100_001));
  await prompt.press("Control+s");
  await refused(prompt, /1 character too many\. A prompt can have up to 100,000\./);
  await expect(prompt).toHaveValue("p".repeat(100_001));
  await prompt.press("Backspace");
  await prompt.press("Control+s");
  await expect(page.getByRole("button", { name: "Edit prompt 2" })).toBeVisible();

  await page.goto(`${base}/settings`);
  const description = page.getByLabel(/^Description/);
  await description.fill("d".repeat(2_001));
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("n".repeat(101));
  await page.getByLabel("Maximum per reply").fill("1,500");
  await expect(page.getByText(/1,125 words/)).toBeVisible();
  await name.press("Control+s");
  await refused(description, "Description must be at most 2000 characters");
  await refused(name, "Name must be at most 100 characters");
  await expect(name).toBeFocused();
  await description.fill("Desk");
  await name.fill("Desk");
  await name.press("Control+s");
  await expect(page.getByLabel("Maximum per reply")).toHaveValue("1500");

  await page.goto("/account");
  await page.getByRole("button", { name: "Add a prompt" }).click();
  const text = page.getByLabel("Text", { exact: true });
  await page.getByLabel("Name", { exact: true }).last().fill("Long");
  await text.fill("t".repeat(8_001));
  await save(page);
  await refused(text, "Text must be at most 8000 characters");
  await expect(text).toHaveValue("t".repeat(8_001));

  const chat = new ChatPage(page);
  await chat.open(project.id);
  await chat.ask("[[say]] Hello");
  await chat.mine.first().hover();
  await page.getByRole("button", { name: "Edit message" }).click();
  const edited = page.getByRole("textbox", { name: "Edit message" });
  await edited.fill("m".repeat(100_002));
  await refused(edited, "2 characters too many. A message can have up to 100,000.");
  await expect(chat.log.getByRole("button", { name: "Send" })).toBeDisabled();
});

test("the widget's page says at its fields what is wrong; a visitor's message that is too long stays and is not sent", async ({
  page,
  browser,
  call,
  product,
  project,
  noise,
}) => {
  noise.allow(/status of 400/);
  await page.goto(`/projects/${project.id}/embed`);
  const origins = page.getByLabel("Allowed origins");
  const tokens = page.getByRole("group", { name: "One visitor" }).getByLabel("Tokens");
  const long = `https://${"a.".repeat(150)}example`;
  await origins.fill(`https://www.example.com\n${long}`);
  await tokens.fill("1,5");
  await save(page);
  await refused(origins, "An origin must be at most 300 characters");
  await refused(tokens, "Tokens per day must be a number");
  await expect(origins).toBeFocused();
  await expect(origins).toHaveValue(`https://www.example.com\n${long}`);
  await origins.fill("https://www.example.com");
  await expect(origins).not.toHaveAttribute("aria-invalid");
  await tokens.fill("150,000");
  await expect(tokens).not.toHaveAttribute("aria-invalid");
  await save(page);
  await expect(tokens).toHaveValue("150000");

  const slug = `long-${project.id.slice(-8)}`;
  await call(`/api/projects/${project.id}/embed`, {
    method: "PUT",
    body: { link: { mode: "public", slug } },
  });
  const visitor = await browser.newPage({ baseURL: product.url });
  await visitor.goto(`/chat/${slug}`);
  const field = visitor.getByLabel("Your message");
  await field.fill("v".repeat(4_003));
  await refused(field, "3 characters too many. A message can have up to 4,000.");
  await expect(visitor.getByRole("button", { name: "Send" })).toBeDisabled();
  await field.press("Enter");
  await expect(field).toHaveValue("v".repeat(4_003));
  await visitor.context().close();
});
