import { ChatPage } from "./support/chat-page";
import { expect, test } from "./support/test";

test("a search hit opens the chat at that message, on its branch; Back and Forward lead there again", async ({
  page,
  project,
  call,
}) => {
  const first = await call<{ chatId: string; messageId: string }>(`/api/chat/${project.id}`, {
    body: { message: "Tell me of the zebrafish" },
  });
  const { chatId } = first;
  for (let i = 0; i < 30; i++) {
    await call(`/api/chat/${project.id}`, { body: { message: `Filler ${i}`, chatId } });
  }
  await call(`/api/chat/${project.id}`, {
    body: { message: "And the platypus", chatId, parentId: first.messageId },
  });
  const chat = new ChatPage(page);
  const open = async (words: string) => {
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("Search or go to…").fill(words);
    await page
      .getByRole("option", { name: new RegExp(words) })
      .first()
      .click();
  };
  const found = (text: string) => chat.log.locator(".message-marked").filter({ hasText: text });

  await chat.open(project.id);
  await open("Filler 2");
  await expect(found("Filler 2").first()).toBeFocused();
  await expect(found("Filler 2").first()).toBeInViewport();
  await expect(page.getByText(/^(Your message|The assistant’s reply): .*Filler 2/)).toBeAttached();
  await open("zebrafish");
  await expect(found("zebrafish")).toBeFocused();
  await page.goBack();
  await expect(found("Filler 2").first()).toBeInViewport();
  await page.goForward();
  await expect(found("zebrafish")).toBeInViewport();
  await page.reload();
  await expect(found("zebrafish")).toBeInViewport();
});
