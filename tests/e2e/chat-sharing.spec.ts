import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { ChatPage } from "./support/chat-page";
import { expectAccessible } from "./support/fixtures";
import { expect, signedIn, test } from "./support/test";

const chatMenu = async (page: Page, item: string) => {
  const row = page
    .getByRole("region", { name: "Chats" })
    .getByRole("listitem")
    .filter({ hasNotText: "New chat" });
  await row.first().hover();
  await row
    .first()
    .getByRole("button", { name: /^Options for/ })
    .click();
  await page.getByRole("menuitem", { name: item }).click();
};
const dialog = (page: Page) => page.getByRole("dialog", { name: "Share this chat" });

test.describe("sharing and export", () => {
  test("a chat is saved as Markdown and as JSON from its menu", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("[[say]] Pack **light**");
    for (const [item, name] of [
      ["Export as Markdown", /\.md$/],
      ["Export as JSON", /\.json$/],
    ] as const) {
      const [download] = await Promise.all([page.waitForEvent("download"), chatMenu(page, item)]);
      expect(download.suggestedFilename()).toMatch(name);
      const text = await readFile(await download.path(), "utf8");
      expect(text).toContain("Pack **light**");
    }
  });

  test("52 a link is made, shown once, copied, read by strangers and revoked", async ({
    page,
    context,
    browser,
    product,
    project,
  }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const chat = new ChatPage(page);
    await chat.open(project.id);
    const markdown =
      'Take **two** [maps](https://example.com/).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<img src=x onerror="window.hacked=1"> [bad](javascript:window.hacked=1)';
    await chat.ask(`[[say]] ${markdown}`);
    await chatMenu(page, "Share…");
    await expect(dialog(page)).toContainText("Not shared");
    await expectAccessible(page);
    await dialog(page).getByRole("button", { name: "Create link" }).click();
    const copy = dialog(page).getByRole("button", { name: "Copy link" });
    await expect(copy).toBeFocused();
    await copy.click();
    await expect(dialog(page).getByRole("button", { name: "Copied" })).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(new RegExp(`^${product.url}/shared/[\\w-]{32}$`));
    await expect(dialog(page)).toContainText("Shared by 1 link");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toHaveCount(0);
    await chat.ask("[[say]] Said after sharing");

    const strangers = await browser.newContext();
    const visitor = await strangers.newPage();
    const answer = await visitor.goto(link);
    expect(answer?.headers()["referrer-policy"]).toBe("no-referrer");
    await expect(visitor.getByRole("heading", { level: 1 })).toHaveText("A scripted title");
    await expect(visitor.locator("meta[name=robots]")).toHaveAttribute("content", /noindex/);
    const reply = visitor.getByRole("article", { name: "Answer" });
    await expect(reply).toHaveCount(1);
    await expect(reply.getByRole("link", { name: "maps" })).toHaveAttribute("rel", /noopener/);
    await expect(reply.getByRole("cell", { name: "2" })).toBeVisible();
    await expect(reply.locator("img, script")).toHaveCount(0);
    expect(await visitor.content()).not.toContain("Said after sharing");
    expect(await visitor.content()).not.toContain(project.id);
    expect(await visitor.evaluate(() => "hacked" in window)).toBe(false);
    await expectAccessible(visitor);
    await visitor.setViewportSize({ width: 375, height: 700 });
    expect(await visitor.evaluate(() => document.documentElement.scrollWidth)).toBe(375);

    // Somebody else who has an account sees the same.
    await signedIn(strangers, product.url);
    await visitor.goto(link);
    await expect(reply).toHaveCount(1);

    // The dialog of another visit knows that the chat is shared, and takes it back.
    await page.reload();
    await chatMenu(page, "Share…");
    await expect(dialog(page)).toContainText("Shared by 1 link");
    await dialog(page).getByRole("button", { name: "Revoke link 1 of 1" }).click();
    await expect(dialog(page)).toContainText("Not shared");
    const gone = await visitor.goto(link);
    const never = await visitor.goto(`${product.url}/shared/guess`);
    expect(gone?.status()).toBe(404);
    expect(never?.status()).toBe(404);
    await expect(visitor.getByRole("heading", { level: 1 })).toHaveText("Page not found");
    await strangers.close();
  });

  test("a long shared chat loads what came before when it is asked for", async ({
    browser,
    call,
    product,
    project,
  }) => {
    const ask = (message: string, chatId?: string) =>
      call<{ chatId: string }>(`/api/chat/${project.id}`, {
        body: { message, ...(chatId ? { chatId } : {}) },
      });
    const { chatId } = await ask("Question 0");
    for (let i = 1; i <= 50; i++) await ask(`Question ${i}`, chatId);
    const { path } = await call<{ path: string }>(`/api/chats/${chatId}/share`, { body: {} });
    const visitor = await browser.newPage();
    await visitor.goto(product.url + path);
    const questions = visitor.getByRole("article", { name: "Question" });
    await expect(questions).toHaveCount(50);
    await visitor.getByRole("button", { name: "Show earlier messages" }).click();
    await expect(questions).toHaveCount(51);
    await expect(questions.first()).toHaveText("Question 0");
    await expect(visitor.getByRole("button", { name: "Show earlier messages" })).toHaveCount(0);
    await visitor.close();
  });
});

test("a link preview says no more than the page: not of a chat's messages, nothing of a revoked link", async ({
  call,
  project,
  product,
}) => {
  const { chatId } = await call<{ chatId: string }>(`/api/chat/${project.id}`, {
    body: { message: "[[say]] The secret of the lighthouse" },
  });
  await call(`/api/chats/${chatId}`, { method: "PATCH", body: { title: "Where the keeper lives" } });
  const { path, share } = await call<{ path: string; share: { id: string } }>(`/api/chats/${chatId}/share`, {
    body: {},
  });
  // As the programs that make previews read it: without a session, and without a script.
  const read = async (address: string) => {
    const answer = await fetch(product.url + address, {
      headers: { "User-Agent": "Slackbot-LinkExpanding 1.0" },
    });
    const html = await answer.text();
    const tags = [...html.matchAll(/<meta (?:name|property)="([^"]+)" content="([^"]*)"/g)];
    const head = new Map(tags.map(([, name = "", content = ""]) => [name, content]));
    return { status: answer.status, head, said: [...head.values()].join("\n") };
  };
  const shared = await read(path);
  expect(shared.head.get("og:title")).toBe("Where the keeper lives");
  expect(shared.head.get("twitter:card")).toBe("summary_large_image");
  expect(shared.head.get("robots")).toContain("noindex");
  for (const secret of ["secret of the lighthouse", "Travel planner", chatId, project.id, path]) {
    expect(shared.said).not.toContain(secret);
  }
  const picture = await fetch(shared.head.get("og:image") ?? "");
  expect(await sharp(await picture.arrayBuffer()).metadata()).toMatchObject({
    format: "png",
    width: Number(shared.head.get("og:image:width")),
    height: Number(shared.head.get("og:image:height")),
  });

  await call(`/api/chats/${chatId}/share/${share.id}`, { method: "DELETE" });
  const revoked = await read(path);
  expect(revoked.status).toBe(404);
  expect(revoked.said).not.toContain("keeper");

  const landing = await read("/");
  expect(landing.head.get("og:title")).toContain(": ");
  const manifest = (await (await fetch(`${product.url}/manifest.webmanifest`)).json()) as {
    start_url: string;
    display: string;
    icons: { src: string; sizes: string }[];
  };
  expect(manifest).toMatchObject({ start_url: "/projects", display: "standalone" });
  for (const { src, sizes } of [
    ...manifest.icons,
    { src: "/icons/apple-touch-icon.png", sizes: "180x180" },
  ]) {
    const { width, height } = await sharp(await (await fetch(product.url + src)).arrayBuffer()).metadata();
    expect(`${width}x${height}`, src).toBe(sizes);
  }
});
