import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { ChatPage } from "./support/chat-page";
import { expectAccessible } from "./support/fixtures";
import { expect, test } from "./support/test";

const fixture = (name: string) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: readFileSync(`tests/fixtures/files/${name}`),
});
const list = (page: Page) => page.getByRole("region", { name: "Project files" });

async function add(page: Page, projectId: string, name: string): Promise<void> {
  await page.goto(`/projects/${projectId}/files`);
  await page.getByLabel("Files to add").setInputFiles(fixture(name));
  await expect(list(page).getByText("Ready")).toBeVisible({ timeout: 60_000 });
}

test("a file is seen being read, prepared and ready, without a reload", async ({ page, project }) => {
  test.setTimeout(300_000);
  await page.goto(`/projects/${project.id}/files`);
  const seen = await page.evaluateHandle(() => {
    const states: string[] = [];
    new MutationObserver(() => {
      for (const state of document.body.innerText.match(/\b(Reading|Preparing|Ready)\b/g) ?? []) {
        if (!states.includes(state)) states.push(state);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    return states;
  });
  const text = Array.from({ length: 24_000 }, (_, i) => `## Part ${i}\n\n${`Word${i} of many. `.repeat(20)}`);
  await page.getByLabel("Files to add").setInputFiles({
    name: "long.md",
    mimeType: "text/markdown",
    buffer: Buffer.from(text.join("\n\n")),
  });
  await expect(list(page).getByText("Ready")).toBeVisible({ timeout: 240_000 });
  await expect(list(page).getByText(/\d[\d,]* passages/)).toBeVisible();
  const states = await seen.jsonValue();
  // Reading lasts a blink on a fast machine; preparing so much text doesn't.
  expect(states.filter((state) => state !== "Reading")).toEqual(["Preparing", "Ready"]);
});

test("a file that can't be read says why, and can be read again", async ({ page, project }) => {
  await page.goto(`/projects/${project.id}/files`);
  await page.getByLabel("Files to add").setInputFiles(fixture("locked.pdf"));
  const reason = list(page).getByText(/protected by a password/);
  await expect(reason).toBeVisible({ timeout: 60_000 });
  await expect(list(page).getByText("Not readable")).toBeVisible();
  await expectAccessible(page);
  const again = page.getByRole("button", { name: "Read locked.pdf again" });
  await again.focus();
  await page.keyboard.press("Enter");
  await expect(
    list(page)
      .getByText(/Waiting|Reading/)
      .or(reason)
      .first(),
  ).toBeVisible();
  await expect(reason).toBeVisible({ timeout: 60_000 });
});

test("asking the files shows ranked passages that lead to their place", async ({ page, project }) => {
  await add(page, project.id, "manual.pdf");
  await page.goto(`/projects/${project.id}/files/ask`);
  const ask = async (query: string) => {
    await page.getByLabel("Question or words").fill(query);
    await page.getByRole("main").getByRole("button", { name: "Search", exact: true }).click();
  };
  await ask("zebra crossing");
  await expect(page.getByText("No file contains these words")).toBeVisible();
  await ask("Which number has the replacement filter?");
  const first = page.getByRole("main").getByRole("listitem").first();
  await expect(first).toContainText("Maintenance › page 2");
  await expect(first).toContainText("100%");
  await expect(first.locator("mark").filter({ hasText: "filter" }).first()).toBeVisible();
  await expectAccessible(page);
  await first.getByRole("link", { name: "manual.pdf" }).click();
  await expect(page).toHaveURL(/\/files\/[0-9a-f]{24}\?at=\d+#passage-\d+$/);
  // The PDF opens at the passage's page, where it is marked.
  await expect(page.locator("canvas[data-drawn='2']")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("The passage is marked.")).toBeVisible();
  await expect(page.locator("[data-mark]").first()).toBeInViewport();
  await expectAccessible(page);
  await page.getByRole("tab", { name: "Text" }).click();
  const target = page.locator("section[aria-current=true]");
  await expect(target).toContainText("FX-2210");
  await target.scrollIntoViewIfNeeded();
  await expect(target).toBeInViewport();
  await expectAccessible(page);
});

test("an answer shows what it rests on, and keeps it when the file is gone", async ({
  page,
  project,
  call,
  provider,
}) => {
  await add(page, project.id, "manual.pdf");
  const conversation = new ChatPage(page);
  await conversation.open(project.id);
  await conversation.ask("Which number has the replacement filter? [1]");
  const sources = page.getByRole("region", { name: "Sources" });
  await expect(sources).toBeVisible({ timeout: 30_000 });
  const sent = provider.chats().at(-1)?.body?.messages;
  const mark = page.getByRole("button", { name: "Source 1: manual.pdf" });
  await expect(mark.last()).toBeVisible();

  const check = async () => {
    await mark.last().click();
    const panel = sources.locator("details[open]").first();
    await expect(panel).toContainText("manual.pdf");
    await expect(panel).toContainText("page 2");
    await expect(panel).toContainText("FX-2210");
    await expect(panel).toContainText("Match 100%");
    await expect(panel.locator("mark").filter({ hasText: "filter" }).first()).toBeVisible();
  };
  await check();
  await expectAccessible(page);
  const chat = page.url();

  await sources.getByRole("link", { name: "Open in the file" }).first().click();
  await expect(page.locator("canvas[data-drawn='2']")).toBeVisible({ timeout: 30_000 });
  await expect(page.locator("[data-mark]").first()).toBeInViewport();

  const { files } = await call<{ files: { id: string }[] }>(`/api/projects/${project.id}/files`);
  await call(`/api/projects/${project.id}/files/${files[0]?.id}`, { method: "DELETE" });
  await page.goto(chat);
  await check();

  const { messages } = await call<{ messages: { id: string }[] }>(
    `/api/chats/${chat.split("/").at(-1)}/messages`,
  );
  await page.goto(`${chat}/why/${messages.at(-1)?.id}`);
  const received = page.getByRole("list", { name: "Messages" }).getByRole("listitem");
  await expect(received).toHaveCount(sent?.length ?? 0);
  for (const [index, message] of (sent ?? []).entries()) {
    expect(await received.nth(index).locator("pre").textContent()).toBe(message.content);
  }
  await expectAccessible(page);
});

test("the settings decide whether and how answers use the files", async ({
  page,
  project,
  call,
  provider,
}) => {
  await add(page, project.id, "manual.pdf");
  await page.goto(`/projects/${project.id}/settings`);
  await page.getByRole("switch", { name: "Answer only from files" }).click();
  await page.getByLabel("Passages", { exact: true }).fill("99");
  const save = page.getByRole("button", { name: "Save changes" });
  await save.click();
  await expect(page.getByLabel("Passages", { exact: true })).toBeFocused();
  await page.getByLabel("Passages", { exact: true }).fill("2");
  await page.getByLabel("Passage budget (tokens)").fill("900");
  await save.click();
  await expect(page.getByText("Saved").first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole("switch", { name: "Answer only from files" })).toBeChecked();
  await expect(page.getByLabel("Passages", { exact: true })).toHaveValue("2");
  await expectAccessible(page);
  const path = `/api/chat/${project.id}`;
  await call(path, { body: { message: "quantum chromodynamics" } });
  expect(provider.chats().at(-1)?.body?.messages?.at(-1)?.content).toMatch(/not in the files/);
  await page.getByRole("switch", { name: "Use files" }).click();
  const saved = page.waitForResponse((response) => response.request().method() === "PUT");
  await save.click();
  expect((await saved).ok()).toBe(true);
  await call(path, { body: { message: "Which number has the replacement filter?" } });
  expect(JSON.stringify(provider.chats().at(-1)?.body?.messages)).not.toContain("FX-2210");
});
