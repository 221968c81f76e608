import type { Page } from "@playwright/test";
import { ChatPage } from "./support/chat-page";
import { expect, holdBack, test } from "./support/test";

const sidebar = (page: Page) => page.getByRole("navigation", { name: "Projects and chats" });
const _phone = { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true };

test("71: the focus returns to what opened a dialog or a menu", async ({ page, project, me }) => {
  await page.goto("/projects");
  const options = page.getByRole("button", { name: `Options for ${project.name}` });
  await options.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(options).toBeFocused();

  const create = page.getByRole("button", { name: "New project" }).last();
  await create.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "New project" }).getByLabel("Name")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(create).toBeFocused();

  const mine = page.getByRole("button", { name: me.name });
  await mine.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Keyboard shortcuts" }).press("Enter");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("78: shortcuts lead to search, a new chat and the list of shortcuts", async ({
  page,
  project,
  call,
}) => {
  const { chatId } = await call<{ chatId: string }>(`/api/chat/${project.id}`, {
    body: { message: "Hello there" },
  });
  await page.goto(`/projects/${project.id}/chats/${chatId}`);
  await page.keyboard.press("Control+Shift+O");
  await expect(page).toHaveURL(new RegExp(`/projects/${project.id}$`));

  await page.keyboard.press("Control+k");
  const search = page.getByRole("combobox", { name: "Search" });
  await search.fill("travel");
  await expect(page.getByRole("option", { name: project.name })).toBeVisible();
  await search.fill("sett");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/projects/${project.id}/settings$`));

  await page.getByLabel("Description").press("?");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.getByRole("heading", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Discard" }).click();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+b");
  await expect(sidebar(page)).toBeHidden();
  await page.reload();
  await expect(sidebar(page)).toBeHidden();
  await page.getByRole("button", { name: "Show sidebar" }).click();
  await expect(sidebar(page)).toBeVisible();
});

test("78: the palette stays when a page arrives that was on its way, and goes with Back", async ({
  page,
  project,
}) => {
  await page.goto("/projects");
  await page.getByRole("main").getByRole("link", { name: project.name }).hover();
  const arrive = await holdBack(page, (url) => url.searchParams.has("_rsc"));
  await page.getByRole("main").getByRole("link", { name: project.name }).click();
  await page.keyboard.press("Control+k");
  const search = page.getByRole("combobox", { name: "Search" });
  await expect(search).toBeFocused();
  arrive();
  await expect(page).toHaveURL(new RegExp(`/projects/${project.id}$`));
  await expect(
    page.getByRole("textbox", { name: "Message", exact: true, includeHidden: true }),
  ).toBeAttached();
  await expect(search).toBeVisible();
  await page.evaluate(() => history.back());
  await expect(search).toBeHidden();
});

test("80: the way through the page by Tab is complete, begins past the sidebar if wished, and is visible", async ({
  page,
  project,
}) => {
  await page.goto(`/projects/${project.id}/prompts`);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  await page.keyboard.press("Tab");
  const first = page.locator("#main").locator("a[href], button").first();
  await expect(first).toBeFocused();
  expect(await first.evaluate((element) => getComputedStyle(element).outlineWidth)).toBe("2px");

  await page.goto("/projects");
  const links = sidebar(page).getByRole("link");
  await links.first().focus();
  await page.keyboard.press("ArrowUp");
  await expect(links.first()).toBeFocused();
});

test("39: a chat is renamed and deleted from the sidebar; deleting the open one leads on and can be undone", async ({
  page,
  project,
  call,
}) => {
  const { chatId } = await call<{ chatId: string }>(`/api/chat/${project.id}`, {
    body: { message: "Hello there" },
  });
  await page.goto(`/projects/${project.id}/chats/${chatId}`);
  await sidebar(page)
    .getByRole("button", { name: /^Options for/ })
    .focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Rename" }).click();
  const field = page.getByRole("textbox", { name: "Chat title" });
  await expect(field).toBeFocused();
  await field.fill("Greetings");
  await field.press("Enter");
  await expect(sidebar(page).getByRole("link", { name: "Greetings" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Breadcrumbs" })).toContainText("Greetings");
  await page.reload();
  await expect(sidebar(page).getByRole("link", { name: "Greetings" })).toHaveAttribute(
    "aria-current",
    "page",
  );

  await sidebar(page).getByRole("button", { name: "Options for Greetings" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(page).toHaveURL(new RegExp(`/projects/${project.id}$`));
  await expect(sidebar(page)).toContainText("No chats yet");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(sidebar(page).getByRole("link", { name: "Greetings" })).toBeVisible();
});

test("41: older chats come page by page, none twice and none left out", async ({ page, project, call }) => {
  test.setTimeout(120_000);
  for (let i = 0; i < 35; i++) await call(`/api/chat/${project.id}`, { body: { message: `Question ${i}` } });
  await page.goto(`/projects/${project.id}`);
  const chats = sidebar(page).locator('a[href*="/chats/"]');
  await expect(chats.nth(29)).toBeAttached();
  await chats.last().scrollIntoViewIfNeeded();
  await expect(chats).toHaveCount(35);
  const addresses = await chats.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  expect(new Set(addresses).size).toBe(35);
});

test("38, 42, 43: what happens in a chat elsewhere shows in the sidebar by itself", async ({
  page,
  project,
  call,
  context,
}) => {
  const ask = (message: string) => call<{ chatId: string }>(`/api/chat/${project.id}`, { body: { message } });
  const first = await ask("Older question");
  const second = await ask("Newer question");
  await page.goto(`/projects/${project.id}/files`);
  const chats = sidebar(page).locator('a[href*="/chats/"]');
  await expect(chats).toHaveCount(2);
  await expect(chats.first()).toHaveAttribute("href", new RegExp(second.chatId));

  const elsewhere = await context.newPage();
  const chat = new ChatPage(elsewhere);
  await chat.openChat(project.id, first.chatId);
  await chat.say("[[slow tokens=120]]");
  await expect(chats.first()).toHaveAttribute("href", new RegExp(first.chatId), { timeout: 20_000 });
  await expect(chats.first()).toContainText("answering");
  await expect(chats.first()).not.toContainText("answering", { timeout: 30_000 });
  await call(`/api/chats/${first.chatId}`, { method: "PATCH", body: { title: "Named elsewhere" } });
  await expect(chats.first()).toContainText("Named elsewhere", { timeout: 20_000 });
});

test("projects that came and went before the page heard of it are listed as they are", async ({
  page,
  project,
  call,
}) => {
  const { project: going } = await call<{ project: { id: string } }>("/api/projects", {
    body: { name: "Going" },
  });
  await page.addInitScript(() => Reflect.deleteProperty(window, "SharedWorker"));
  const release = await holdBack(page, "**/api/events");
  await page.goto(`/projects/${project.id}/settings`);
  const listed = sidebar(page);
  await expect(listed.getByRole("link", { name: "Going" })).toBeVisible();
  await call(`/api/projects/${going.id}`, { method: "DELETE" });
  await call("/api/projects", { body: { name: "Coming" } });
  release();
  await expect(listed.getByRole("link", { name: "Coming" })).toBeVisible();
  await expect(listed.getByRole("link", { name: "Going" })).toHaveCount(0);
  await expect(listed.getByRole("link", { name: project.name })).toBeVisible();
});

test("81: the theme is the person's, from the first paint on", async ({ page, me }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/projects");
  await page.getByRole("button", { name: me.name }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveClass(/dark/);
  // What the page looks like when its body first exists, before any of its scripts have loaded.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        document.documentElement.dataset.firstPaint = getComputedStyle(document.body).backgroundColor;
      });
    }).observe(document, { childList: true, subtree: true });
  });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await paper();
  await page.reload();
  expect(await paper()).toBe(dark);
  await expect(page.locator("html")).toHaveAttribute("data-first-paint", dark);
  // Another tab follows at once.
  const other = await page.context().newPage();
  await other.emulateMedia({ colorScheme: "light" });
  await other.goto("/account");
  await expect(other.getByRole("radio", { name: "Dark" })).toBeChecked();
  await page.getByRole("button", { name: me.name }).click();
  await page.getByRole("menuitemradio", { name: "System" }).click();
  await expect(other.getByRole("radio", { name: "System" })).toBeChecked();
  await other.close();
  expect(await paper()).not.toBe(dark);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await paper()).toBe(dark);
  await page.getByRole("menuitemradio", { name: "Light" }).click();
  expect(await paper()).not.toBe(dark);
});

test("83: right-to-left names run their own way", async ({ page, call }) => {
  await call("/api/projects", { body: { name: "مساعد الكتابة", description: "يساعد في كتابة الرسائل." } });
  await page.goto("/projects");
  const name = page.getByRole("main").getByText("مساعد الكتابة");
  expect(await name.evaluate((element) => getComputedStyle(element).direction)).toBe("rtl");
});

test("66: a foreign page and a missing one look the same", async ({
  page,
  context,
  product,
  noise,
  browser,
}) => {
  noise.allow(/status of 404/);
  const { signedIn, callerFor } = await import("./support/test");
  const other = await browser.newContext();
  const foreign = await callerFor(product.url, await signedIn(other, product.url))<{
    project: { id: string };
  }>("/api/projects", { body: { name: "Not yours" } });
  await other.close();
  await signedIn(context, product.url);
  const seen: string[] = [];
  for (const id of [foreign.project.id, "0123456789abcdef01234567", "nonsense"]) {
    for (const path of ["", "/prompts", "/files", "/settings"]) {
      const response = await page.goto(`/projects/${id}${path}`);
      expect(response?.status()).toBe(404);
      seen.push(await page.getByRole("main").innerText());
    }
  }
  expect(new Set(seen).size).toBe(1);
  expect(seen[0]).toContain("Page not found");
});
