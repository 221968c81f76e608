import { ChatPage, numbers } from "./support/chat-page";
import { expect, holdBack, openSession, signedIn, test } from "./support/test";

const refusal = (code: string, message: string) => ({
  success: false,
  message,
  code,
  errors: [],
  requestId: "test",
});

test.describe("errors", () => {
  test("ux 60 a 401 leads to sign-in and back with the draft", async ({
    page,
    context,
    project,
    me,
    noise,
    product,
  }) => {
    noise.allow(/status of 401/);
    // The page hears of nothing by itself, which would lead to sign-in before a word is sent.
    await page.addInitScript(() => Reflect.deleteProperty(window, "SharedWorker"));
    await holdBack(page, "**/api/events");
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("[[say]] before");
    const { chatId } = chat;
    await context.clearCookies();
    await chat.say("words that must not be lost");
    await page.waitForURL(/\/sign-in\?callbackUrl=/);
    expect(new URL(page.url()).searchParams.get("callbackUrl")).toBe(
      `/projects/${project.id}/chats/${chatId}`,
    );
    await page.getByLabel("Email").fill(me.email);
    await page.getByLabel("Password", { exact: true }).fill(me.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL(new RegExp(`/chats/${chatId}$`));
    await expect(chat.field).toHaveValue("words that must not be lost");
    await expect(chat.mine).toHaveCount(1);
    await openSession(context, product.url, me);
  });

  test("ux 61 a 429 says how long", async ({ page, project, noise }) => {
    noise.allow(/status of 429/);
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await page.route("**/api/chat/*", (route) =>
      route.fulfill({
        status: 429,
        headers: { "Retry-After": "42" },
        json: refusal("rate_limited", "Too many requests"),
      }),
    );
    await chat.say("too fast");
    await expect(page.getByRole("alert").filter({ hasText: "42 seconds" })).toBeVisible();
    await expect(chat.field).toHaveValue("too fast");
    await expect(chat.send).toBeEnabled();
  });

  test("ux 62 retrying after a 5xx duplicates nothing", async ({ page, project, noise, provider }) => {
    noise.allow(/status of 500/);
    const chat = new ChatPage(page);
    await chat.open(project.id);
    const keys: (string | undefined)[] = [];
    let failures = 1;
    await page.route("**/api/chat/*", async (route) => {
      keys.push(route.request().headers()["idempotency-key"]);
      // The server does the work and its answer is lost on the way.
      if (failures-- > 0) {
        await route.fetch();
        await route.fulfill({ status: 500, json: refusal("internal", "Something went wrong!") });
      } else await route.continue();
    });
    const before = provider.chats().length;
    await chat.say("[[say]] exactly once");
    await expect(page.getByRole("alert").filter({ hasText: "Something went wrong" })).toBeVisible();
    await expect(chat.field).toHaveValue("[[say]] exactly once");
    await chat.send.click();
    await chat.idle();
    await expect(chat.mine).toHaveCount(1);
    await expect(chat.lastReply).toContainText("exactly once");
    await page.reload();
    await expect(chat.mine).toHaveCount(1);
    await expect(chat.replies).toHaveCount(1);
    expect(keys[0]).toBeTruthy();
    expect(keys[1]).toBe(keys[0]);
    expect(provider.chats().length).toBe(before + 1);
  });

  test("ux 63 an error midway keeps the partial text, ux 69 it is an alert, ux 65 the composer works on", async ({
    page,
    project,
  }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("[[error-after at=6]]");
    expect(await chat.words()).toEqual(numbers(6));
    await expect(chat.lastReply.getByRole("alert")).toContainText("Failed to generate AI response");
    await page.reload();
    expect(await chat.words()).toEqual(numbers(6));
    await expect(chat.lastReply.getByRole("button", { name: "Retry" })).toBeVisible();
    await expect(chat.lastReply.getByRole("button", { name: "Continue" })).toBeVisible();
    await chat.ask("[[say]] and now this");
    await expect(chat.lastReply).toContainText("and now this");
    await expect(chat.mine).toHaveCount(2);
  });

  test("ux 63 an error before the first text says so and offers Retry", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("[[error-before status=400]]");
    await expect(chat.lastReply.getByRole("alert")).toContainText("Failed to generate AI response");
    await chat.lastReply.getByRole("button", { name: "Retry" }).click();
    await chat.idle();
    await expect(chat.lastReply.getByText("2/2")).toBeVisible();
  });

  test("ux 64 offline shows, reconnecting resumes", async ({ page, context, project, noise }) => {
    noise.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource|ERR_NETWORK/);
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.say("[[slow ms=50 tokens=160]]");
    await chat.untilWords(10);
    await context.setOffline(true);
    await expect(page.getByText("You’re offline.")).toBeVisible();
    await expect(chat.stop).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByText("You’re offline.")).toBeHidden();
    await chat.untilWords(160);
    await chat.idle();
    expect(await chat.words()).toEqual(numbers(160));
  });

  test("ux 64 a send while offline keeps the message", async ({ page, context, project, noise }) => {
    noise.allow(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("warm up");
    await context.setOffline(true);
    await chat.say("later");
    await expect(page.getByText("You’re offline. What you write is kept.")).toBeVisible();
    await expect(chat.field).toHaveValue("later");
    await context.setOffline(false);
    await expect(page.getByText("You’re offline")).toBeHidden();
    // Said once while it lasted, and no more afterwards.
    await expect(page.getByRole("alert").filter({ hasText: "can’t be reached" })).toBeHidden();
    await chat.send.click();
    await expect(chat.mine).toHaveCount(2);
    await chat.idle();
  });

  test("ux 66 a missing and a forbidden chat look the same", async ({
    page,
    browser,
    project,
    product,
    noise,
  }) => {
    noise.allow(/status of 404/);
    const stranger = await browser.newContext();
    const other = await signedIn(stranger, product.url);
    await stranger.close();
    const call = async (path: string, body: unknown) => {
      const response = await fetch(product.url + path, {
        method: "POST",
        headers: { Authorization: `Bearer ${other.token}`, "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
      return (await response.json()).data;
    };
    const theirs = (await call("/api/projects", { name: "Theirs" })).project.id as string;
    const { chatId } = await call(`/api/chat/${theirs}`, { message: "secret" });
    const seen: string[] = [];
    for (const path of [
      `/projects/${project.id}/chats/${chatId}`,
      `/projects/${project.id}/chats/${"0".repeat(24)}`,
      `/projects/${theirs}/chats/${chatId}`,
      `/projects/${"0".repeat(24)}/chats/${chatId}`,
    ]) {
      const response = await page.goto(path);
      expect(response?.status()).toBe(404);
      seen.push(await page.getByRole("main").innerText());
    }
    expect(seen[0]).toBe(seen[1]);
    expect(seen[2]).toBe(seen[3]);
    expect(seen.join("")).not.toContain("secret");
  });

  test("ux 67 one broken message does not blank the thread", async ({ page, project, noise }) => {
    noise.allow(/.*/);
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("[[say]] a healthy reply");
    await page.route("**/messages?*", async (route) => {
      const response = await route.fetch();
      const body = await response.json();
      for (const message of body.data.messages) {
        if (message.role === "assistant" && JSON.stringify(message.parts).includes("sick"))
          message.parts = [null];
      }
      await route.fulfill({ response, json: body });
    });
    await chat.ask("[[say]] a sick reply");
    await expect(page.getByText("This message couldn’t be displayed as intended.")).toBeVisible();
    await expect(chat.log).toContainText("a healthy reply");
    await chat.ask("[[say]] and on it goes");
    await expect(chat.lastReply).toContainText("and on it goes");
    // An answer that is still being changed would be gone with the page.
    await page.unrouteAll({ behavior: "wait" });
  });
});
