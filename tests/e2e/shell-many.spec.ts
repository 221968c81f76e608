import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";

const sidebar = (page: Page) => page.getByRole("navigation", { name: "Projects and chats" });
const PROJECTS = 200;
const CHATS = 500;

/** So many at a time: a server has other things to do as well. */
async function many(count: number, make: (i: number) => Promise<unknown>): Promise<void> {
  const numbers = Array.from({ length: count }, (_, i) => i).values();
  const work = async () => {
    for (const i of numbers) await make(i);
  };
  await Promise.all(Array.from({ length: 6 }, work));
}

test("40, 41, 85: with 200 projects and 500 chats everything is found, reached and gone through by keys", async ({
  page,
  project,
  call,
}) => {
  test.setTimeout(400_000);
  await many(PROJECTS - 1, (i) => call("/api/projects", { body: { name: `Workshop ${i}` } }));
  const first = await call<{ chatId: string }>(`/api/chat/${project.id}`, {
    body: { message: "[[say]] The quince is ripe in October." },
  });
  await call(`/api/chats/${first.chatId}`, { method: "PATCH", body: { title: "The oldest of all" } });
  await many(CHATS - 1, (i) => call(`/api/chat/${project.id}`, { body: { message: `Question ${i}` } }));
  await call(`/api/projects/${project.id}/prompts`, { body: { content: "Speak like a pomologist." } });

  await page.goto(`/projects/${project.id}`);
  const projects = page.getByRole("region", { name: "Projects" });
  // The open project is among the few that are shown, the others are one step away.
  await expect(projects.getByRole("link", { name: project.name })).toBeVisible();
  await expect(projects.getByRole("link", { name: "All projects" })).toBeVisible();

  // Down the list by keys alone: older chats come as the focus gets there, none twice.
  const links = page.getByRole("region", { name: "Chats" }).locator('a[href*="/chats/"]');
  await links.first().focus();
  for (let i = 0; i < 45; i++) {
    await expect(links.nth(i + 1)).toBeAttached({ timeout: 30_000 });
    await page.keyboard.press("ArrowDown");
    await expect(links.nth(i + 1)).toBeFocused({ timeout: 30_000 });
  }
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  expect(new Set(addresses).size).toBe(addresses.length);

  // What is on no page that was loaded is found: a chat by its title, a message, a project, a prompt.
  const search = page.getByRole("combobox", { name: "Search" });
  const find = async (words: string, option: string | RegExp) => {
    // A page that has just come closes what was open over the one before.
    await expect(async () => {
      if (!(await search.isVisible())) await page.keyboard.press("Control+k");
      await search.fill(words, { timeout: 2_000 });
    }).toPass({ timeout: 60_000 });
    await expect(
      page.getByRole("option", { name: option, exact: typeof option === "string" }).first(),
    ).toBeVisible({ timeout: 30_000 });
  };
  await find("oldest of", /^The oldest of all/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(first.chatId));
  await expect(page.getByRole("navigation", { name: "Breadcrumbs" })).toContainText("Travel planner");
  await find("quince", /The quince is ripe/);
  await page.keyboard.press("Escape");
  await expect(search).toBeHidden();
  await find("pomologist", /^System prompt.*pomologist/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/prompts$/);
  await find("workshop 7", "Workshop 7");
  await page.getByRole("option", { name: "Workshop 7", exact: true }).click();
  await expect(page.getByRole("navigation", { name: "Breadcrumbs" })).toContainText("Workshop 7");
  await expect(sidebar(page)).toContainText("No chats yet");
  await page.keyboard.press("Control+k");
  await expect(search).toBeFocused();
  await search.fill("wombat");
  await expect(page.getByText("Nothing matches “wombat”.")).toBeVisible();
});
