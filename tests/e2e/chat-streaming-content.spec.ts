import { startProduct } from "../support/product";
import { ChatPage, numbers } from "./support/chat-page";
import { callerFor, expect, signedIn, test } from "./support/test";

test.describe("streaming", () => {
  test("ux 23 half-open Markdown does not flicker", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("warm up");
    await page.evaluate(() => {
      const seen: string[] = [];
      (window as unknown as { seen: string[] }).seen = seen;
      new MutationObserver(() => {
        const replies = document.querySelectorAll("[aria-label=Assistant]");
        const last = replies[replies.length - 1];
        if (last) seen.push((last as HTMLElement).innerText);
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await chat.ask(
      "[[say ms=100]] Here is **some bold text** and *slanted words* with `inline code here` then [a link to the docs](https://example.com/a/b) and ~~gone words~~.\n\n| Name | Size |\n| --- | --- |\n| one two | 3 |\n\n- first item\n- second **item here**",
    );
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    expect(seen.length).toBeGreaterThan(4);
    for (const sign of ["**", "](", "`", "~~", "|", "*sl"]) {
      expect(
        seen.filter((text) => text.includes(sign)),
        `raw ${sign}`,
      ).toEqual([]);
    }
    await expect(chat.lastReply.locator("strong").first()).toHaveText("some bold text");
    await expect(chat.lastReply.locator("table")).toHaveCount(1);
  });

  test("ux 24 reasoning collapses", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("[[reasoning]]");
    const thoughts = chat.lastReply.locator("details");
    await expect(thoughts).toHaveCount(1);
    const text = thoughts.getByText("Let me think about this.");
    await expect(text).toBeHidden();
    await thoughts.locator("summary").click();
    await expect(text).toBeVisible();
    await thoughts.locator("summary").click();
    await expect(text).toBeHidden();
  });

  test("ux 25 a text selection survives deltas", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.say("[[slow ms=40 tokens=900]]");
    await chat.untilWords(10);
    const selected = await chat.lastReply.locator("p").evaluate((paragraph) => {
      const texts: Text[] = [];
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) texts.push(walker.currentNode as Text);
      const range = document.createRange();
      range.setStart(texts[0] as Text, 1);
      const last = texts[texts.length - 1] as Text;
      range.setEnd(last, last.length);
      const selection = document.getSelection();
      selection?.removeAllRanges();
      selection?.addRange(range);
      return selection?.toString();
    });
    expect(selected?.length).toBeGreaterThan(20);
    const count = (await chat.words()).length;
    await chat.untilWords(count + 40);
    expect(await page.evaluate(() => document.getSelection()?.toString())).toBe(selected);
    await chat.stop.click();
    await chat.idle();
  });

  test("ux 27 a reply that hit its limit offers Continue", async ({ page, project, call }) => {
    await call(`/api/projects/${project.id}`, { method: "PUT", body: { settings: { maxTokens: 20 } } });
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("[[length]]");
    await expect(chat.lastReply.getByText("Limit reached")).toBeVisible();
    const first = await chat.words();
    expect(first).toEqual(numbers(first.length));
    await chat.lastReply.getByRole("button", { name: "Continue" }).click();
    // The scripted provider answers whatever it is told; here, how to go on.
    await expect(chat.lastReply).toContainText(`${first.at(-1)} You said: Continue`);
    await chat.idle();
    await expect(chat.replies).toHaveCount(1);
    const text = await chat.lastReply.locator("p").first().innerText();
    await page.reload();
    await expect(chat.lastReply.locator("p").first()).toHaveText(text);
  });
});

test("ux 26 a reply that the server's end cut off says Interrupted and can go on", async ({
  page,
  context,
  provider,
  noise,
}) => {
  test.slow();
  noise.allow(/ERR_|Failed to load resource|Failed to fetch/);
  const variables = { OPENAI_BASE_URL: provider.url, OPENAI_API_KEY: "test-key" };
  const first = await startProduct(variables);
  const account = await signedIn(context, first.url);
  const { project } = await callerFor(first.url, account)<{ project: { id: string } }>("/api/projects", {
    body: { name: "Cut", settings: { model: "gpt-4o-mini" } },
  });
  const chat = new ChatPage(page);
  await page.goto(`${first.url}/projects/${project.id}`);
  await chat.say("[[slow ms=50 tokens=400]]");
  await chat.untilWords(20);
  const { chatId } = chat;
  await first.stop("SIGKILL");
  await expect(page.getByText("Reconnecting")).toBeVisible({ timeout: 15_000 });
  const shown = await chat.words();

  const second = await startProduct(variables, { dataDir: first.dataDir });
  try {
    // Cookies know no ports: the session goes on at the new address.
    await page.goto(`${second.url}/projects/${project.id}/chats/${chatId}`);
    // The page is readable before its script has come; a click in between would be lost.
    await expect(chat.field).toBeFocused();
    await expect(chat.lastReply.getByText("Interrupted")).toBeVisible({ timeout: 20_000 });
    const kept = await chat.words();
    expect(kept).toEqual(numbers(kept.length));
    expect(kept.length).toBeGreaterThanOrEqual(Math.min(shown.length, 20) - 8);
    await expect(chat.lastReply.getByRole("button", { name: "Retry" })).toBeVisible();
    await chat.lastReply.getByRole("button", { name: "Continue" }).click();
    await expect(chat.lastReply).toContainText(`${kept.at(-1)} You said: Continue`);
    await chat.idle();
    await expect(chat.replies).toHaveCount(1);
  } finally {
    await second.close();
  }
});
