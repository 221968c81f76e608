import { ChatPage } from "./support/chat-page";
import { expectAccessible } from "./support/fixtures";
import { expect, test } from "./support/test";

test("a Mermaid listing becomes a diagram when it is complete, follows the theme, and harms nothing", async ({
  page,
  project,
}) => {
  const chat = new ChatPage(page);
  const scripts: string[] = [];
  page.on("worker", (worker) => scripts.push(worker.url()));
  await page.emulateMedia({ colorScheme: "light" });
  await chat.open(project.id);
  await chat.ask("[[say]] no diagram, `inline` only");
  expect(scripts).toEqual([]);
  const diagram = chat.lastReply.getByRole("img", { name: /^Diagram, as text/ });
  await chat.ask(
    '[[say]] Look:\n\n```mermaid\ngraph TD\n  A[Seed <img src=x onerror=window.hacked=1>] --> B{Rain?}\n  B -->|yes| C[Tree]\n  click A "javascript:window.hacked=1"\n```\n\nDone.',
  );
  await expect(diagram).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => diagram.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(50);
  const light = await diagram.getAttribute("src");
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => diagram.getAttribute("src")).not.toBe(light);
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  await chat.lastReply.getByRole("button", { name: "Show as text" }).click();
  await expect(diagram).toHaveCount(0);
  await expect(chat.lastReply.locator("pre")).toContainText("B -->|yes| C[Tree]");
  await page.setViewportSize({ width: 375, height: 700 });
  await chat.lastReply.getByRole("button", { name: "Show as text" }).click();
  await expect(diagram).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);

  await chat.ask("[[say]] ```mermaid\nthis is no diagram\n```");
  await expect(chat.lastReply.getByText("This diagram can’t be drawn")).toBeVisible({ timeout: 30_000 });
  await expect(chat.lastReply.locator("pre")).toContainText("this is no diagram");
});

test("a formula is set when it is complete, and money stays money", async ({ page, project }) => {
  const chat = new ChatPage(page);
  await chat.open(project.id);
  await chat.ask("[[say]] It costs $5 and $10.\n\n$$\\frac{a}{b}$$\n\nInline $x^2$ too.");
  await expect(chat.lastReply.locator(".katex")).toHaveCount(2, { timeout: 30_000 });
  await expect(chat.lastReply.locator(".katex-display")).toHaveCount(1);
  await expect(chat.lastReply).toContainText("It costs $5 and $10.");
});
