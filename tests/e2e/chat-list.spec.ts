import type { Page } from "@playwright/test";
import { ChatPage } from "./support/chat-page";
import { expect, test } from "./support/test";

const sidebar = (page: Page) => page.getByRole("region", { name: "Chats" });
const _titles = (page: Page) =>
  sidebar(page).getByRole("link").filter({ hasNotText: "New chat" }).allTextContents();

test.describe("chats", () => {
  test("ux 36 the first send sets the address without a reload or a new thread", async ({
    page,
    project,
  }) => {
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

  test("ux 37 back and forward are right, ux 44 switching never flashes another chat", async ({
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

  test("ux 38 a title appears live, and one set by hand wins", async ({ page, project }) => {
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

  test("ux 38 a title set by hand while the model still looks for one stays", async ({
    page,
    project,
    provider,
    call,
  }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    const asked = provider.requests.length;
    await chat.say("[[slow ms=40 tokens=60]] by hand");
    await chat.untilWords(2);
    await call(`/api/chats/${chat.chatId}`, { method: "PATCH", body: { title: "By hand" } });
    await expect(sidebar(page).getByRole("link", { name: "By hand" })).toBeVisible();
    await chat.idle();
    await expect.poll(() => provider.requests.slice(asked).every((r) => r.finishedAt !== null)).toBe(true);
    await expect(page).toHaveTitle(/^By hand/);
    await page.reload();
    await expect(sidebar(page).getByRole("link", { name: "By hand" })).toBeVisible();
  });

  test("ux 41 older messages come page by page, each once", async ({ page, project, call }) => {
    test.slow();
    let chatId: string | undefined;
    for (let i = 0; i < 45; i++) {
      const body = { message: `[[say]] number ${i} of many`, ...(chatId ? { chatId } : {}) };
      chatId = (await call<{ chatId: string }>(`/api/chat/${project.id}`, { body })).chatId;
    }
    const chat = new ChatPage(page);
    await chat.openChat(project.id, chatId ?? "");
    const shown = () => chat.mine.count();
    expect(await shown()).toBeLessThan(45);
    for (let before = await shown(); before < 45; before = await shown()) {
      await chat.log.evaluate((log) => log.scrollTo({ top: -log.scrollHeight }));
      await expect.poll(shown).toBeGreaterThan(before);
    }
    const said = (await chat.mine.allTextContents()).map((text) => /number (\d+) of/.exec(text)?.[1]);
    expect(said).toEqual(Array.from({ length: 45 }, (_, i) => String(i)));
    expect(await chat.replies.count()).toBe(45);
  });

  test("ux 44 a chat that was open before shows at once, without the network", async ({
    page,
    context,
    project,
    call,
    noise,
  }) => {
    noise.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
    const paths: string[] = [];
    for (const name of ["alpha", "beta"]) {
      const body = { message: `[[say]] ${name} ${name}` };
      const { chatId } = await call<{ chatId: string }>(`/api/chat/${project.id}`, { body });
      paths.push(`/projects/${project.id}/chats/${chatId}`);
    }
    const [alpha = "", beta = ""] = paths;
    const chat = new ChatPage(page);
    const go = (path: string) => sidebar(page).locator(`a[href="${path}"]`).click();
    await page.goto(alpha);
    await expect(chat.log).toContainText("alpha alpha");
    // One that was not open before needs its messages only, no page.
    const pages: string[] = [];
    page.on("request", (request) => {
      if ("rsc" in request.headers()) pages.push(request.url());
    });
    await go(beta);
    await expect(chat.log).toContainText("beta beta");
    await context.setOffline(true);
    for (const [path, text] of [
      [alpha, "alpha alpha"],
      [beta, "beta beta"],
      [alpha, "alpha alpha"],
    ] as const) {
      await go(path);
      await expect(chat.log).toContainText(text);
      await expect(page).toHaveURL(path);
      await expect(sidebar(page).locator(`a[href="${path}"]`)).toHaveAttribute("aria-current", "page");
    }
    await page.goBack();
    await expect(chat.log).toContainText("beta beta");
    await context.setOffline(false);
    expect(pages).toEqual([]);
    // A draft belongs to its chat.
    await chat.field.fill("for beta");
    await go(alpha);
    await expect(chat.field).toHaveValue("");
    await go(beta);
    await expect(chat.field).toHaveValue("for beta");
  });

  test("ux 39 a deleted chat can be taken back, deleting the open one leads on", async ({
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

  test("several chats are archived at once, and taken back", async ({ page, project, call }) => {
    for (const name of ["First", "Second", "Third"]) {
      await call(`/api/chat/${project.id}`, { body: { message: `[[say]] ${name}` } });
    }
    await page.goto(`/projects/${project.id}/chats`);
    const rows = page.getByRole("list", { name: "Chats", exact: true }).getByRole("listitem");
    const boxes = rows.getByRole("checkbox");
    await boxes.nth(0).check();
    await boxes.nth(2).check();
    const whole = page.getByRole("checkbox", { name: "2 chats selected" });
    // Some, not all.
    await expect(whole).toBeChecked({ indeterminate: true });
    const before = await rows
      .locator("a")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    await page.getByRole("button", { name: "Archive", exact: true }).click();
    await expect(rows).toHaveCount(1);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(rows).toHaveCount(3);
    expect(
      await rows.locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("href"))),
    ).toEqual(before);
    await page.goto(`/projects/${project.id}/chats?archived`);
    await expect(page.getByText("No archived chats")).toBeVisible();
  });
});
