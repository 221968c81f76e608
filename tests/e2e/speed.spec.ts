import type { Page } from "@playwright/test";
import { EMPTY_CHAT_BUDGET, scriptSize } from "../support/script-size";
import { ChatPage } from "./support/chat-page";
import { expect, test } from "./support/test";

test("an empty chat page stays within its budget of JavaScript", async ({ page, project, product }) => {
  const { bytes, files } = await scriptSize(page, `${product.url}/projects/${project.id}`);
  test.info().annotations.push({ type: "JavaScript", description: `${bytes} bytes gzip in ${files} files` });
  // The page came to life with them.
  await expect(new ChatPage(page).field).toBeFocused();
  expect(files).toBeGreaterThan(3);
  expect(bytes).toBeLessThanOrEqual(EMPTY_CHAT_BUDGET);
});

type Shift = { value: number; sources: string[] };

async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: Shift[] = [];
    (window as unknown as { shifts: Shift[] }).shifts = shifts;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources } = entry as unknown as { value: number; sources: { node: Node | null }[] };
        shifts.push({
          value,
          sources: sources.map(({ node }) => (node instanceof Element ? node.outerHTML.slice(0, 120) : "")),
        });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

test("nothing shifts while a reply with a listing, a table and a list streams", async ({ page, project }) => {
  await page.setViewportSize({ width: 900, height: 700 });
  await watchShifts(page);
  const chat = new ChatPage(page);
  await chat.open(project.id);
  await chat.ask("warm up");
  const code = Array.from({ length: 12 }, (_, i) => `const n${i} = ${i};`).join("\n");
  const rows = Array.from({ length: 6 }, (_, i) => `| row ${i} | ${i} |`).join("\n");
  const items = Array.from({ length: 8 }, (_, i) => `${i + 1}. item **${i}** of the list`).join("\n");
  await chat.say(
    `[[say first=2000 ms=15]] # Answer\n\nSome words first.\n\n\`\`\`ts\n${code}\n\`\`\`\n\n| Name | Value |\n|---|---|\n${rows}\n\n${items}\n\nThe end.`,
  );
  // The composer has shrunk again by then; what moves from here on does so by itself.
  await expect(chat.log.getByText("Waiting for the reply")).toBeAttached();
  await page.evaluate(() => {
    (window as unknown as { shifts: Shift[] }).shifts.length = 0;
  });
  await expect(chat.lastReply).toContainText("The end.", { timeout: 60_000 });
  await chat.idle();
  await expect(chat.lastReply.locator("pre .code-keyword").first()).toBeVisible();
  const shifts = await page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts);
  const sum = shifts.reduce((total, { value }) => total + value, 0);
  expect(sum, JSON.stringify(shifts, null, 1)).toBeLessThan(0.005);
});

test("messages out of sight are set aside while the chat goes on, and stand where they were", async ({
  page,
  project,
}) => {
  const chat = new ChatPage(page);
  await chat.open(project.id);
  const words = Array.from({ length: 500 }, (_, i) => `word${i}`).join(" ");
  await chat.ask(`[[say]] ${words}`);
  await chat.ask(`[[say]] ${words} again`);
  const tops = () =>
    chat.log
      .getByRole("article")
      .evaluateAll((articles) => articles.map((article) => Math.round(article.getBoundingClientRect().top)));
  const before = await tops();
  await chat.ask("[[say]] short");
  const first = chat.log.getByRole("article").first();
  await expect
    .poll(() => first.evaluate((article) => getComputedStyle(article).contentVisibility))
    .toBe("auto");
  const aside = await chat.log
    .getByRole("article")
    .evaluateAll((articles) => articles.map((a) => getComputedStyle(a).contentVisibility === "auto"));
  expect(aside.at(-1)).toBe(false);
  const after = await tops();
  const moved = before.map((top, i) => top - (after[i] ?? 0));
  expect(new Set(moved).size, `moved by ${moved}`).toBe(1);
  await first.scrollIntoViewIfNeeded();
  await expect(first).toBeInViewport();
});

test("nothing shifts when a chat with much in it is opened", async ({ page, project, call }) => {
  const words = (count: number) => Array.from({ length: count }, (_, i) => `word${i}`).join(" ");
  let chatId: string | undefined;
  for (const size of [400, 10, 150, 10, 300]) {
    const body: object = { message: `[[say]] ${words(size)}`, ...(chatId ? { chatId } : {}) };
    ({ chatId } = await call<{ chatId: string }>(`/api/chat/${project.id}`, { body }));
  }
  await watchShifts(page);
  for (const size of [
    { width: 412, height: 823 },
    { width: 1350, height: 940 },
  ]) {
    await page.setViewportSize(size);
    await new ChatPage(page).openChat(project.id, chatId ?? "");
    await expect(page.getByRole("article")).toHaveCount(10);
    await page.waitForLoadState("networkidle");
    const shifts = await page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts);
    expect(shifts, `${size.width} px`).toEqual([]);
  }
});

test("the server's messages come to life as they are, none is made anew", async ({ page, project, call }) => {
  const { chatId } = await call<{ chatId: string }>(`/api/chat/${project.id}`, {
    body: { message: "[[say]] here to stay" },
  });
  await page.addInitScript(() => {
    const removed: string[] = [];
    (window as unknown as { removed: string[] }).removed = removed;
    new MutationObserver((records) => {
      for (const node of records.flatMap((record) => [...record.removedNodes]))
        if (node instanceof Element && node.querySelector("[data-message]")) removed.push(node.className);
    }).observe(document, { childList: true, subtree: true });
  });
  const chat = new ChatPage(page);
  await chat.openChat(project.id, chatId);
  await chat.lastReply.getByRole("button", { name: "Details" }).click();
  await expect(chat.lastReply.getByText("Tokens received")).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(await page.evaluate(() => (window as unknown as { removed: string[] }).removed)).toEqual([]);
});
