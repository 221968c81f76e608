import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/fixtures";
import { type Caller, callerFor, expect, signedIn, test } from "./support/test";

type Prompt = { id: string; role: string; content: string };
type Stored = { prompts: Prompt[]; settings: { temperature: number }; version: number };

const stored = async (call: Caller, id: string) =>
  (await call<{ project: Stored }>(`/api/projects/${id}`)).project;
const add = async (call: Caller, id: string, content: string) =>
  (await call<{ prompt: Prompt }>(`/api/projects/${id}/prompts`, { body: { content } })).prompt;
const edit = (call: Caller, id: string, prompt: Prompt, content: string) =>
  call(`/api/projects/${id}/prompts/${prompt.id}`, { method: "PUT", body: { content } });
const rows = (page: Page) => page.getByRole("list", { name: "Versions" }).getByRole("listitem");

/** A project with some history; the newest version is 6. */
async function history(call: Caller, id: string): Promise<void> {
  const first = await add(call, id, "You are a travel agent. Answer in French.");
  const second = await add(call, id, "Be brief.");
  await edit(call, id, first, "You are a travel agent. Answer in Dutch, always.");
  await call(`/api/projects/${id}/prompts`, { method: "PUT", body: { order: [second.id, first.id] } });
  await call(`/api/projects/${id}`, { method: "PUT", body: { settings: { temperature: 0.1 } } });
}

test("versions are listed with what changed and by whom, and lead to the difference", async ({
  page,
  call,
  me,
  project,
}) => {
  await history(call, project.id);
  await page.goto(`/projects/${project.id}/prompts`);
  await page.getByRole("link", { name: "Versions" }).click();
  await expect(page.getByRole("heading", { name: "Versions", level: 1 })).toBeVisible();
  await expect(rows(page)).toHaveCount(6);
  await expect(rows(page).first()).toContainText("Temperature 0.7 → 0.1");
  await expect(rows(page).first()).toContainText("Current");
  await expect(rows(page).first()).toContainText(`by ${me.name}`);
  await expect(rows(page).nth(1)).toContainText("Moved a prompt");
  await expectAccessible(page);

  await rows(page).nth(2).getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Version 4", level: 1 })).toBeVisible();
  const prompts = page.getByRole("region", { name: "Prompts" });
  await expect(prompts.getByText("Changed", { exact: true })).toBeVisible();
  // Told by strokes and by element, not by colour alone.
  await expect(prompts.locator("del")).toHaveText(["French"]);
  await expect(prompts.locator("ins")).toHaveText(["Dutch, always"]);
  await expect(prompts.locator("del")).toHaveCSS("text-decoration-line", "line-through");
  await expect(prompts.locator("ins")).toHaveCSS("text-decoration-line", "underline");
  await expect(page.getByText("1 prompt unchanged.")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Changes since then" }).click();
  const settings = page.getByRole("region", { name: "Settings" });
  await expect(settings.getByRole("row", { name: "Temperature 0.7 0.1" })).toBeVisible();
  await expect(prompts.getByText(/^Moved from position \d to \d$/)).toBeVisible();
  await page.getByRole("navigation", { name: "Breadcrumbs" }).getByRole("link", { name: "Versions" }).click();
  await expect(rows(page)).toHaveCount(6);
});

test("a version is restored after a question, and undone by restoring", async ({ page, call, project }) => {
  await history(call, project.id);
  const before = await stored(call, project.id);
  await page.goto(`/projects/${project.id}/settings`);
  await page.getByRole("link", { name: "Versions" }).click();
  await rows(page).filter({ hasText: "Version 3" }).getByRole("link").click();
  await page.getByRole("button", { name: "Restore" }).click();
  const question = page.getByRole("alertdialog", { name: "Restore version 3?" });
  await question.getByRole("button", { name: "Cancel" }).click();
  expect((await stored(call, project.id)).version).toBe(before.version);

  await page.getByRole("button", { name: "Restore" }).click();
  await question.getByRole("button", { name: "Restore" }).click();
  await expect(rows(page).first()).toContainText("Restored version 3");
  const restored = await stored(call, project.id);
  expect(restored.prompts.map(({ content }) => content)).toEqual([
    "You are a travel agent. Answer in French.",
    "Be brief.",
  ]);
  expect(restored.settings.temperature).toBe(0.7);

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page).first()).toContainText("Restored version 6");
  await expect(rows(page)).toHaveCount(8);
  const undone = await stored(call, project.id);
  expect([undone.prompts, undone.settings]).toEqual([before.prompts, before.settings]);
});

test("49: a version is not restored over a change made elsewhere meanwhile", async ({
  page,
  call,
  project,
  noise,
}) => {
  noise.allow(/status of 409/);
  await history(call, project.id);
  await page.goto(`/projects/${project.id}/versions`);
  await rows(page).last().getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Version 1", level: 1 })).toBeVisible();
  await add(call, project.id, "Theirs");
  await page.getByRole("button", { name: "Restore" }).click();
  const question = page.getByRole("alertdialog");
  await question.getByRole("button", { name: "Restore" }).click();
  await expect(question.getByRole("alert")).toContainText("changed since you opened this page");
  expect((await stored(call, project.id)).prompts).toHaveLength(3);
});

test("a long prompt shows the changes with what stands around them, a narrow screen too", async ({
  page,
  call,
  project,
}) => {
  const lines = Array.from({ length: 60 }, (_, i) => `Rule ${i + 1}: check the timetable before you answer.`);
  const prompt = await add(call, project.id, lines.join("\n"));
  await edit(call, project.id, prompt, lines.join("\n").replace("Rule 30: check", "Rule 30: never forget"));
  await page.setViewportSize({ width: 375, height: 700 });
  await page.goto(`/projects/${project.id}/versions`);
  await rows(page).first().getByRole("link").click();
  const prompts = page.getByRole("region", { name: "Prompts" });
  await expect(prompts.locator("del")).toHaveText(["check"]);
  await expect(prompts).toContainText("Rule 29");
  await expect(prompts).not.toContainText("Rule 2:");
  await expect(prompts).toContainText(/[\d,]+ unchanged characters/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  await prompts.getByRole("button", { name: "Show all" }).click();
  await expect(prompts).toContainText("Rule 2:");
});

test("66: somebody else's versions look like none", async ({ page, project, browser, product, noise }) => {
  noise.allow(/status of 404/);
  const other = await browser.newContext();
  const theirs = callerFor(product.url, await signedIn(other, product.url));
  await other.close();
  const { project: foreign } = await theirs<{ project: { id: string } }>("/api/projects", {
    body: { name: "X" },
  });
  for (const path of [
    `${foreign.id}/versions`,
    `${project.id}/versions/${foreign.id}-1`,
    `${project.id}/versions/x`,
  ]) {
    await page.goto(`/projects/${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
  }
});
