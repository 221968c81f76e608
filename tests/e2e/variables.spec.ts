import type { Page } from "@playwright/test";
import type { OpenAIServer } from "../support/openai-server";
import { ChatPage } from "./support/chat-page";
import { expectAccessible } from "./support/fixtures";
import { type Caller, expect, test } from "./support/test";

const PROMPT = "Speak {{language=English}} with {{name}}.";

async function addPrompt(call: Caller, id: string, content = PROMPT): Promise<void> {
  await call(`/api/projects/${id}/prompts`, { body: { content } });
}
/** What the provider was sent first, for requests that begin with `start` (titles are asked for in others). */
const firstPrompts = (provider: OpenAIServer, start: string) =>
  provider
    .chats()
    .map(({ body }) => body?.messages?.[0]?.content)
    .filter((content) => typeof content === "string" && content.startsWith(start));
const form = (page: Page) => page.getByRole("region", { name: "Variables" });
const variable = (page: Page, name: string) => form(page).getByRole("textbox", { name });

test("a new chat asks for its variables, explains what is missing, and sends what was filled in", async ({
  page,
  call,
  project,
  provider,
}) => {
  await addPrompt(call, project.id);
  const chat = new ChatPage(page);
  await chat.open(project.id);
  const system = () => firstPrompts(provider, "Speak").at(-1);
  await expect(variable(page, "language")).toHaveValue("English");
  await expect(variable(page, "name")).toHaveValue("");
  await expectAccessible(page);

  await chat.say("Hello there");
  await expect(page.getByRole("alert").filter({ hasText: "Fill in name first." })).toBeVisible();
  await expect(variable(page, "name")).toBeFocused();
  await expect(variable(page, "name")).toHaveAttribute("aria-invalid", "true");
  await expect(chat.field).toHaveValue("Hello there");

  // By keyboard: Enter leads from field to field and on to the message. A reload loses nothing.
  await variable(page, "language").press("Enter");
  await expect(variable(page, "name")).toBeFocused();
  await page.keyboard.type("Ada");
  await page.keyboard.press("Enter");
  await expect(chat.field).toBeFocused();
  await page.reload();
  await expect(variable(page, "name")).toHaveValue("Ada");
  await expect(chat.field).toHaveValue("Hello there");
  await chat.field.press("Enter");
  await expect(chat.replies).toHaveCount(1);
  await chat.idle();
  expect(system()).toBe("Speak English with Ada.");

  // Folded once the chat goes on, and remembered on the server.
  await expect(variable(page, "name")).toBeHidden();
  await expect(form(page)).toContainText("name: Ada");
  await page.reload();
  await form(page).getByRole("button", { name: "Variables" }).click();
  await variable(page, "language").fill("Dutch");
  await chat.ask("Again");
  expect(system()).toBe("Speak Dutch with Ada.");
  const { chat: kept } = await call<{ chat: { variables: object } }>(`/api/chats/${chat.chatId}`);
  expect(kept.variables).toEqual({ name: "Ada", language: "Dutch" });

  // Regenerate takes what was filled in last, without another send.
  await variable(page, "name").fill("Eve");
  await chat.lastReply.hover();
  await chat.lastReply.getByRole("button", { name: "Regenerate" }).click();
  await expect.poll(system).toBe("Speak Dutch with Eve.");
  await chat.idle();
});

test("a variable that was added meanwhile is asked for once the server misses it", async ({
  page,
  call,
  project,
  provider,
  noise,
}) => {
  noise.allow(/status of 400/);
  const chat = new ChatPage(page);
  await chat.open(project.id);
  await expect(form(page)).toBeHidden();
  await addPrompt(call, project.id, "For {{city}}.");
  await chat.say("Hello");
  await expect(page.getByRole("alert").filter({ hasText: "city" })).toBeVisible();
  await variable(page, "city").fill("Paris");
  await expect(chat.field).toHaveValue("Hello");
  await chat.send.click();
  await expect(chat.replies).toHaveCount(1);
  await chat.idle();
  expect(firstPrompts(provider, "For")).toContain("For Paris.");
});

test("the preview shows what is then sent, with variables, places and tokens", async ({
  page,
  call,
  project,
  provider,
}) => {
  await addPrompt(call, project.id);
  await page.goto(`/projects/${project.id}/prompts`);
  await page.getByRole("button", { name: "Preview" }).click();
  const dialog = page.getByRole("dialog", { name: "Preview" });
  const messages = dialog.getByRole("list", { name: "Messages" }).getByRole("listitem");
  await expect(messages.first()).toContainText("Speak English with {{name}}.");
  await expect(dialog.getByText("A chat asks for name before a message can be sent.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "name" }).fill("Ada");
  await dialog.getByLabel("Your message").fill("Good morning");
  await expect(messages.first()).toContainText("Speak English with Ada.");
  await expect(messages.last()).toContainText("Good morning");
  await expect(messages.last()).toContainText("User");
  await expect(
    dialog.getByText(/About [\d,]+ tokens in this request. .+ takes up to [\d,]+\./),
  ).toBeVisible();
  await expect(dialog.getByText("Temperature 0.7, at most 4,000 tokens in the reply.")).toBeVisible();
  await expectAccessible(page);

  const shown = await messages.locator("pre").allTextContents();
  const variables = { name: "Ada" };
  await call(`/api/chat/${project.id}`, { body: { message: "Good morning", variables } });
  const sent = provider.chats().filter(({ body }) => body?.messages?.at(-1)?.content === "Good morning");
  expect(sent.at(-1)?.body?.messages?.map(({ content }) => content)).toEqual(shown);

  // 71: focus returns after dialogs.
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Preview" })).toBeFocused();
});

test("the prompt editor lists and marks the variables it finds", async ({ page, call, project }) => {
  await addPrompt(call, project.id);
  await page.goto(`/projects/${project.id}/prompts`);
  await expect(page.locator("mark")).toHaveText(["{{language=English}}", "{{name}}"]);
  await page.getByRole("button", { name: "Edit prompt 1" }).click();
  const editor = page.getByRole("form", { name: "Edit prompt 1" });
  await expect(editor.getByRole("list", { name: "Variables" }).getByRole("listitem")).toHaveText([
    "language = English",
    "name",
  ]);
  await editor.getByRole("textbox", { name: "Prompt text" }).fill(`{{${"n".repeat(65)}}}`);
  await editor.getByRole("button", { name: "Save" }).click();
  await expect(editor.getByRole("alert")).toContainText("Variable names have at most 64 characters");
});
