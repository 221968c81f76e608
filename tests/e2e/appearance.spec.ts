import { startProduct } from "../support/product";
import { ChatPage } from "./support/chat-page";
import { expect, holdBack, test } from "./support/test";

test("82 code follows the theme", async ({ page, project }) => {
  const chat = new ChatPage(page);
  await page.emulateMedia({ colorScheme: "light" });
  await chat.open(project.id);
  await chat.ask("[[say]] ```ts\nconst a: number = 1;\n```");
  const keyword = chat.lastReply.locator(".code-keyword").first();
  await expect(keyword).toBeVisible({ timeout: 30_000 });
  const colours = () =>
    keyword.evaluate((element) => [
      getComputedStyle(element).color,
      getComputedStyle(element.closest("figure") ?? element).backgroundColor,
    ]);
  const [ink, paper] = await colours();
  await page.emulateMedia({ colorScheme: "dark" });
  const [darkInk, darkPaper] = await colours();
  expect(darkInk).not.toBe(ink);
  expect(darkPaper).not.toBe(paper);
});

test("84 a placeholder shows only when loading takes longer than 150 ms", async ({ page, project, call }) => {
  const { chatId } = await call<{ chatId: string }>(`/api/chat/${project.id}`, {
    body: { message: "Hello" },
  });
  await page.goto(`/projects/${project.id}/files`);
  // The chat's page is held back, so that its sign of waiting can be looked at.
  const release = await holdBack(page, `**/chats/${chatId}*`);
  const link = page.getByRole("region", { name: "Chats" }).locator(`a[href$="${chatId}"]`);
  await link.click();
  const waiting = link.locator(".animate-late");
  await expect(waiting).toBeAttached();
  const opacityAt = (ms: number) =>
    waiting.evaluate((element, at) => {
      const [animation] = element.getAnimations();
      if (!animation) throw new Error("nothing is delayed");
      animation.pause();
      animation.currentTime = at;
      return Number(getComputedStyle(element).opacity);
    }, ms);
  expect(await opacityAt(0)).toBe(0);
  expect(await opacityAt(149)).toBe(0);
  expect(await opacityAt(400)).toBe(1);
  release();
  await expect(page).toHaveURL(new RegExp(chatId));
});

test("87 with no provider a banner says so and how to change it", async ({ page }) => {
  test.setTimeout(120_000);
  const demo = await startProduct();
  try {
    const account = { name: "Ada", email: "ada@example.com", password: "correct horse" };
    await fetch(`${demo.url}/api/auth/register`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(account),
    });
    await page.goto(`${demo.url}/sign-in`);
    await page.getByLabel("Email").fill(account.email);
    await page.getByLabel("Password", { exact: true }).fill(account.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    const banner = page.getByRole("complementary", { name: "Demo model" });
    await expect(banner).toContainText("You’re using the demo model.");
    await expect(banner.getByText("OPENAI_API_KEY")).toBeHidden();
    await banner.getByText("Connect a provider").click();
    await expect(banner.getByText("OPENAI_API_KEY")).toBeVisible();
    await expect(banner.getByText("OPENAI_BASE_URL")).toBeVisible();
  } finally {
    await demo.close();
  }
});
