import { ChatPage } from "./support/chat-page";
import { expect, test } from "./support/test";

test("a message waits for the reply: it is shown, can be cancelled, and is sent after it", async ({
  page,
  project,
}) => {
  const chat = new ChatPage(page);
  await chat.open(project.id);
  await chat.say("[[slow ms=200 tokens=40]] first");
  await expect(chat.stop).toBeVisible();
  const queue = page.getByRole("list", { name: "Waiting messages" });
  await chat.field.fill("[[say]] second");
  await page.getByRole("button", { name: "Send after this reply" }).click();
  await expect(queue.getByText("second")).toBeVisible();
  await expect(chat.field).toHaveValue("");
  // Enter lets it wait as well.
  await chat.say("third");
  await expect(page.getByText("2 messages will be sent after this reply")).toBeVisible();
  await queue.getByRole("listitem").filter({ hasText: "third" }).getByRole("button").click();
  await expect(queue.getByRole("listitem")).toHaveCount(1);
  await expect(chat.field).toBeFocused();
  await expect(queue).toBeHidden({ timeout: 60_000 });
  await expect(chat.lastReply).toContainText("second");
  await chat.idle();
  await expect(chat.mine).toHaveCount(2);
});

test("ArrowUp in the empty field edits the last message; / inserts a prompt of one's own, @ names a file", async ({
  page,
  project,
  call,
  me,
  product,
}) => {
  await call("/api/users/prompts", { body: { name: "Weekly report", content: "Write the weekly report" } });
  const form = new FormData();
  form.set("file", new File(["Open 9 to 5."], "hours.md"));
  await fetch(`${product.url}/api/projects/${project.id}/files`, {
    method: "POST",
    headers: { Authorization: `Bearer ${me.token}` },
    body: form,
  });
  const chat = new ChatPage(page);
  await chat.open(project.id);
  await chat.ask("[[say]] One");
  await expect(chat.lastReply).toContainText("One");
  await chat.field.press("ArrowUp");
  const editor = page.getByRole("textbox", { name: "Edit message" });
  await expect(editor).toBeFocused();
  await expect(editor).toHaveValue("[[say]] One");
  await page.keyboard.press("Escape");
  await expect(editor).toBeHidden();

  await chat.field.focus();
  await page.keyboard.type("/wee");
  await expect(page.getByRole("option", { name: /Weekly report/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(chat.field).toHaveValue("Write the weekly report");
  await page.keyboard.type(" @hou");
  await expect(page.getByRole("option", { name: /hours\.md/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "Attached files" }).getByText("hours.md")).toBeVisible();
  await expect(chat.field).toHaveValue(/^Write the weekly report ?$/);
  await chat.field.fill("/zzz");
  await expect(page.getByText("No matching prompts.")).toBeVisible();
});
