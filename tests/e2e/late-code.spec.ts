import { ChatPage } from "./support/chat-page";
import { expect, test } from "./support/test";

const SCRIPTS = /\/_next\/static\/chunks\//;

test("a chat's messages are read without any script", async ({
  browser,
  context,
  page,
  project,
  product,
}) => {
  const chat = new ChatPage(page);
  await chat.open(project.id);
  await chat.ask("[[say]] **Read** me");
  await page.waitForURL(/\/chats\//);
  const plain = await browser.newContext({ javaScriptEnabled: false, baseURL: product.url });
  await plain.addCookies(await context.cookies());
  const reader = new ChatPage(await plain.newPage());
  await reader.page.goto(page.url());
  await expect(reader.mine).toBeVisible();
  await expect(reader.lastReply.locator("strong")).toHaveText("Read");
  await expect(reader.page.getByText("Loading the chat")).toHaveCount(0);
  await plain.close();
});

test("what cannot be fetched offline spoils nothing and comes with the connection", async ({
  page,
  context,
  project,
  noise,
}) => {
  noise.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource|ERR_NETWORK/);
  const chat = new ChatPage(page);
  await chat.open(project.id);
  await chat.ask("[[say]] first");
  await chat.say("[[slow ms=50 tokens=600]]");
  // Half a second after Send a press of Stop is meant for Send no more.
  await chat.untilWords(15);
  // A first toast, so that its own code is there.
  await chat.replies.first().getByRole("button", { name: "Regenerate" }).click();
  await expect(page.getByText("A reply is being written.")).toBeVisible();
  await chat.stop.click();
  await chat.idle();
  await context.setOffline(true);
  await page.keyboard.press("Control+k");
  await expect(page.getByText("This couldn’t be loaded")).toBeVisible();
  await chat.field.fill("still here");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await context.setOffline(false);
  await expect(page.getByRole("dialog", { name: "Search" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(chat.field).toHaveValue("still here");
});

test("a chat whose messages cannot be shown yet says so, and shows them once they can", async ({
  page,
  call,
  project,
  noise,
}) => {
  noise.allow(/Failed to load resource|ERR_FAILED|ERR_BLOCKED/);
  const { chatId } = await call<{ chatId: string }>(`/api/chat/${project.id}`, {
    body: { message: "[[say]] here it is" },
  });
  const chat = new ChatPage(page);
  await chat.open(project.id);
  await page.waitForLoadState("networkidle");
  await page.route(SCRIPTS, (route) => route.abort());
  await page.locator(`a[href$="${chatId}"]`).click();
  const alert = page.getByRole("alert").filter({ hasText: "The chat couldn’t be loaded" });
  await expect(alert).toContainText("The messages couldn’t be shown");
  await page.unroute(SCRIPTS);
  // The page tries by itself as well, and may be first.
  await alert
    .getByRole("button", { name: "Try again" })
    .click()
    .catch(() => undefined);
  await expect(chat.lastReply).toContainText("here it is");
});

test("a chat that takes long has a placeholder meanwhile, and the last link that was pressed counts", async ({
  page,
  call,
  project,
}) => {
  const [slow = "", quick = ""] = await Promise.all(
    ["slow one", "quick one"].map(async (text) => {
      const body = { message: `[[say]] ${text}` };
      return (await call<{ chatId: string }>(`/api/chat/${project.id}`, { body })).chatId;
    }),
  );
  const gate = Promise.withResolvers<void>();
  await page.route(`**/api/chats/${slow}/messages*`, async (route) => {
    await gate.promise;
    await route.continue();
  });
  const chat = new ChatPage(page);
  await chat.open(project.id);
  const link = (id: string) => page.locator(`a[data-sidebar-link][href$="${id}"]`);
  // Both presses within the time in which nothing is shown of the first.
  await page.evaluate(
    (ids) => {
      for (const id of ids) document.querySelector<HTMLElement>(`a[href$="${id}"]`)?.click();
    },
    [slow, quick],
  );
  await expect(chat.lastReply).toContainText("quick one");
  await expect(page).toHaveURL(new RegExp(`${quick}$`));

  // Another page that is asked for while a chat is awaited.
  await page.evaluate((id) => {
    document.querySelector<HTMLElement>(`a[href$="${id}"]`)?.click();
    document.querySelector<HTMLElement>('a[href$="/prompts"]')?.click();
  }, slow);
  await expect(page.getByRole("heading", { name: "Prompts", level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/\/prompts$/);
  await link(quick).click();
  await expect(chat.lastReply).toContainText("quick one");

  await link(slow).click();
  await expect(page).toHaveURL(new RegExp(`${slow}$`));
  await expect(page.getByText("Loading the chat")).toBeAttached();
  await expect(chat.replies).toHaveCount(0);
  gate.resolve();
  await expect(chat.lastReply).toContainText("slow one");
  await page.goBack();
  await expect(chat.lastReply).toContainText("quick one");
});
