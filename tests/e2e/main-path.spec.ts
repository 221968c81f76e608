import { ChatPage, numbers } from "./support/chat-page";
import { expect, signIn, test } from "./support/fixtures";

/** What the product is for, from a first visit to coming back, as a person does it. */
test("a person signs up, builds an assistant, and finds everything again", async ({ page, provider }) => {
  const chat = new ChatPage(page);
  const account = { name: "Ada Lovelace", email: `ada-${Date.now()}@example.com`, password: "correct horse" };

  await test.step("signs up", async () => {
    await page.goto("/");
    await page.goto("/sign-up");
    await page.getByLabel("Name").fill(account.name);
    await page.getByLabel("Email").fill(account.email);
    await page.getByLabel("Password", { exact: true }).fill(account.password);
    await page.getByRole("button", { name: "Create account" }).click();
    await page.waitForURL("**/projects");
    await expect(page.getByRole("heading", { name: "Make your first assistant" })).toBeVisible();
  });

  await test.step("creates a project", async () => {
    await page.getByRole("button", { name: "Start with an empty project" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Support desk");
    await dialog.getByRole("button", { name: "Create project" }).click();
    await page.waitForURL(/\/projects\/[0-9a-f]{24}$/);
  });
  const project = page.url();
  const tab = (name: string) =>
    page.getByRole("navigation", { name: "Project", exact: true }).getByRole("link", { name, exact: true });

  await test.step("writes a prompt", async () => {
    await tab("Prompts").click();
    await page.getByRole("button", { name: "Write the first prompt" }).click();
    await page.getByLabel("Prompt text").fill("You answer in one sentence.");
    await page.getByRole("form", { name: "New prompt" }).getByRole("button", { name: "Add prompt" }).click();
    await expect(page.getByText("You answer in one sentence.")).toBeVisible();
    await expect(page.getByRole("form", { name: "New prompt" })).toBeHidden();
  });

  await test.step("adds a file", async () => {
    await tab("Files").click();
    await page.getByLabel("Files to add").setInputFiles({
      name: "opening hours.md",
      mimeType: "text/markdown",
      buffer: Buffer.from("# Hours\n\nWe are open from 9 to 5.\n"),
    });
    const files = page.getByRole("region", { name: "Project files" });
    await expect(files.getByText("opening hours.md")).toBeVisible();
    await expect(files.getByRole("link", { name: "Download opening hours.md" })).toBeVisible();
  });

  await test.step("changes the settings", async () => {
    await tab("Settings").click();
    await page.getByLabel("Temperature", { exact: true }).fill("0");
    await page.getByLabel("Maximum per reply").fill("500");
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  });

  await test.step("asks the assistant and sees the reply grow", async () => {
    await tab("Chat").click();
    await chat.say("When are you open? [[slow ms=60 tokens=30]]");
    await chat.untilWords(1);
    await expect(chat.stop).toBeVisible();
    await chat.untilWords(30);
    await chat.idle();
    expect(await chat.words()).toEqual(numbers(30));
    const sent = provider.chats().at(-1)?.body;
    expect(sent?.messages?.[0]).toEqual({ role: "system", content: "You answer in one sentence." });
    expect(sent).toMatchObject({ temperature: 0, stream: true });
    expect(sent?.max_tokens ?? sent?.max_completion_tokens).toBe(500);
  });
  const chatUrl = page.url();

  await test.step("reloads and still has the conversation", async () => {
    await page.reload();
    await expect(chat.mine).toHaveText(/When are you open/);
    expect(await chat.words()).toEqual(numbers(30));
  });

  await test.step("signs out and in again, and finds everything", async () => {
    await page.getByRole("button", { name: account.name }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL(/\/(sign-in)?$/);
    await page.goto(`${project}/settings`);
    await page.waitForURL("**/sign-in**");
    await signIn(page, account);
    await expect(page.getByRole("link", { name: "Support desk" }).first()).toBeVisible();
    await page.goto(chatUrl);
    await expect(chat.mine).toHaveText(/When are you open/);
    await chat.untilWords(30);
    await page.goto(`${project}/settings`);
    await expect(page.getByLabel("Temperature", { exact: true })).toHaveValue("0");
    await expect(page.getByLabel("Maximum per reply")).toHaveValue("500");
    await tab("Prompts").click();
    await expect(page.getByText("You answer in one sentence.")).toBeVisible();
    await tab("Files").click();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download opening hours.md" }).click();
    expect((await download).suggestedFilename()).toBe("opening hours.md");
  });
});
