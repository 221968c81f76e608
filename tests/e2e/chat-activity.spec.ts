import type { Page } from "@playwright/test";
import { ChatPage } from "./support/chat-page";
import { expect, test } from "./support/test";

const sidebar = (page: Page) => page.getByRole("region", { name: "Chats" });
const titles = (page: Page) =>
  sidebar(page).getByRole("link").filter({ hasNotText: "New chat" }).allTextContents();

test.describe("chats", () => {
  test("ux 40 search finds titles and content, and leads there", async ({ page, project, call }) => {
    const chatOf = async (message: string, title: string) => {
      const { chatId } = await call<{ chatId: string }>(`/api/chat/${project.id}`, { body: { message } });
      await call(`/api/chats/${chatId}`, { method: "PATCH", body: { title } });
      return chatId;
    };
    const byTitle = await chatOf("[[say]] nothing special", "Zeppelin timetable");
    const byContent = await chatOf("[[say]] The **marmalade** recipe needs oranges", "Breakfast");
    await chatOf("[[say]] neither of them", "Something else");
    const chat = new ChatPage(page);
    await chat.open(project.id);
    const search = page.getByRole("combobox", { name: "Search" });
    const found = page.getByRole("option");
    const find = async (words: string) => {
      await page.keyboard.press("ControlOrMeta+k");
      await search.fill(words);
    };

    await find("zeppelin");
    await expect(found.filter({ hasText: "Zeppelin timetable" })).toHaveCount(1);
    await expect(found.filter({ hasText: "Something else" })).toHaveCount(0);
    await search.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/chats/${byTitle}$`));
    await expect(chat.log).toContainText("nothing special");
    await expect(page).toHaveTitle(/^Zeppelin timetable/);
    await expect(chat.field).toBeFocused();

    await find("marmalade");
    // The question and the answer hold it; the extract shows where.
    const hit = found.filter({ hasText: "Breakfast" }).first();
    await expect(hit.locator("mark")).toHaveText("marmalade");
    await expect(found.filter({ hasText: "Zeppelin" })).toHaveCount(0);
    await hit.click();
    await expect(page).toHaveURL(new RegExp(`/chats/${byContent}#message-`));
    await expect(chat.log).toContainText("recipe needs oranges");
    await expect(page).toHaveTitle(/^Breakfast/);

    await find("xyzzyplugh");
    await expect(page.getByText("Nothing matches “xyzzyplugh”.")).toBeVisible();
  });

  test("ux 43 a reply running elsewhere shows an indicator", async ({ page, project, call }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    const running = sidebar(page).getByText("answering");
    await expect(running).toHaveCount(0);
    const reply = call(`/api/chat/${project.id}`, {
      body: { message: "[[slow ms=50 tokens=200]] from elsewhere" },
    });
    await expect(running).toHaveCount(1);
    await expect(sidebar(page).getByRole("link", { name: /from elsewhere/ })).toBeVisible();
    await reply;
    await expect(running).toHaveCount(0);
  });

  test("ux 41 paging shows every chat once, ux 42 activity reorders the list", async ({
    page,
    project,
    call,
  }) => {
    test.slow();
    const ids: string[] = [];
    for (let i = 0; i < 65; i++) {
      const { chatId } = await call<{ chatId: string }>(`/api/chat/${project.id}`, {
        body: { message: `chat ${i}` },
      });
      ids.push(chatId);
    }
    const chat = new ChatPage(page);
    await chat.open(project.id);
    const links = sidebar(page).locator("a[href*='/chats/']");
    await expect
      .poll(async () => {
        await links.last().scrollIntoViewIfNeeded();
        return links.count();
      })
      .toBe(65);
    const hrefs = await links.evaluateAll((all) => all.map((a) => a.getAttribute("href")?.split("/").pop()));
    expect(new Set(hrefs)).toEqual(new Set(ids));
    expect(hrefs[0]).toBe(ids.at(-1));
    await chat.openChat(project.id, ids[30] ?? "");
    await chat.ask("wake up");
    await expect(links.first()).toHaveAttribute("href", new RegExp(`${ids[30]}$`));
    expect(await titles(page)).not.toHaveLength(0);
  });
});
