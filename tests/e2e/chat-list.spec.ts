import type { Page } from "@playwright/test";
import { ChatPage } from "./support/chat-page";
import { expect, test } from "./support/test";

const sidebar = (page: Page) => page.getByRole("region", { name: "Chats" });
const titles = (page: Page) =>
  sidebar(page).getByRole("link").filter({ hasNotText: "New chat" }).allTextContents();

test.describe("chats", () => {
  test("36 the first send sets the address without a reload or a new thread", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await page.evaluate(() => {
      (window as unknown as { mark: boolean }).mark = true;
    });
    await chat.say("[[slow ms=40 tokens=40]]");
    await expect(chat.mine).toHaveCount(1);
    const bubble = await chat.mine.first().elementHandle();
    const field = await chat.field.elementHandle();
    await expect(page).toHaveURL(new RegExp(`/projects/${project.id}/chats/[0-9a-f]{24}$`));
    await chat.untilWords(40);
    await chat.idle();
    expect(await page.evaluate(() => (window as unknown as { mark?: boolean }).mark)).toBe(true);
    expect(await bubble?.evaluate((element) => element.isConnected)).toBe(true);
    expect(await field?.evaluate((element) => element.isConnected)).toBe(true);
    await page.reload();
    await expect(chat.mine).toHaveCount(1);
    await expect(sidebar(page).getByRole("link", { name: "A scripted title" })).toHaveAttribute(
      "aria-current",
      "page",
    );
  });

  test("37 back and forward are right, 44 switching never flashes another chat", async ({
    page,
    project,
  }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("[[say]] alpha alpha");
    const alpha = page.url();
    await sidebar(page).getByRole("link", { name: "New chat" }).click();
    await expect(chat.mine).toHaveCount(0);
    await expect(page).toHaveURL(new RegExp(`/projects/${project.id}$`));
    await chat.ask("[[say]] beta beta");
    const beta = page.url();
    expect(beta).not.toBe(alpha);

    // Every picture of the page is held against the address it was shown under.
    await page.evaluate(
      ([a = "", b = ""]) => {
        const wrong: string[] = [];
        (window as unknown as { wrong: string[] }).wrong = wrong;
        const look = () => {
          const text = document.querySelector("[role=log]")?.textContent ?? "";
          const here = location.href;
          if (here === a && text.includes("beta")) wrong.push("beta under alpha");
          if (here === b && text.includes("alpha")) wrong.push("alpha under beta");
          requestAnimationFrame(look);
        };
        look();
      },
      [alpha, beta],
    );
    // A new chat's first message took the new chat's place in the history.
    await page.goBack();
    await expect(page).toHaveURL(alpha);
    await expect(chat.log).toContainText("alpha alpha");
    await page.goForward();
    await expect(page).toHaveURL(beta);
    await expect(chat.log).toContainText("beta beta");
    for (const url of [alpha, beta, alpha, beta]) {
      await sidebar(page)
        .locator(`a[href="${new URL(url).pathname}"]`)
        .click();
      await expect(page).toHaveURL(url);
      await expect(chat.log).toContainText(url === alpha ? "alpha alpha" : "beta beta");
    }
    expect(await page.evaluate(() => (window as unknown as { wrong: string[] }).wrong)).toEqual([]);
  });

  test("38 a title appears live, and one set by hand wins", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.say("[[slow ms=40 tokens=30]] where shall we go");
    await expect(sidebar(page).getByRole("link", { name: /where shall we go/ })).toBeVisible();
    await expect(sidebar(page).getByRole("link", { name: "A scripted title" })).toBeVisible();
    await expect(page).toHaveTitle(/A scripted title/);
    await chat.idle();
    const row = sidebar(page).getByRole("listitem").filter({ hasText: "A scripted title" });
    await row.hover();
    await row.getByRole("button", { name: /Options/ }).click();
    await page.getByRole("menuitem", { name: "Rename" }).click();
    const field = page.getByRole("textbox", { name: "Chat title" });
    await field.fill("My own title");
    await field.press("Enter");
    await expect(sidebar(page).getByRole("link", { name: "My own title" })).toBeVisible();
    await chat.ask("again");
    await page.reload();
    await expect(sidebar(page).getByRole("link", { name: "My own title" })).toBeVisible();
  });

  test("39 a deleted chat can be taken back, deleting the open one leads on", async ({
    page,
    project,
    call,
  }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("delete me");
    const { chatId } = chat;
    const link = sidebar(page).locator(`a[href$="/chats/${chatId}"]`);
    const row = sidebar(page)
      .getByRole("listitem")
      .filter({ has: page.locator(`a[href$="/chats/${chatId}"]`) });
    const remove = async () => {
      await row.hover();
      await row.getByRole("button", { name: /Options/ }).click();
      await page.getByRole("menuitem", { name: "Delete" }).click();
    };
    await remove();
    await expect(link).toHaveCount(0);
    await expect(page).toHaveURL(new RegExp(`/projects/${project.id}$`));
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(link).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`/chats/${chatId}$`));
    await expect(chat.log).toContainText("delete me");
    await expect(call(`/api/chats/${chatId}`)).resolves.toBeTruthy();

    // Leaving the page does not save the chat.
    await remove();
    await expect(link).toHaveCount(0);
    await page.goto("/projects");
    await expect
      .poll(() =>
        call(`/api/chats/${chatId}`).then(
          () => "there",
          () => "gone",
        ),
      )
      .toBe("gone");
  });

  test("43 a reply running elsewhere shows an indicator", async ({ page, project, call }) => {
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

  test("41 paging shows every chat once, 42 activity reorders the list", async ({ page, project, call }) => {
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
