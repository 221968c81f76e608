import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";

const tip = (page: Page) => page.getByRole("tooltip");
const hide = (page: Page) => page.getByRole("banner").getByRole("button", { name: "Hide sidebar" });

/** Tips are there once the page's script is: the button says so by doing what it does. */
async function opened(page: Page, projectId: string): Promise<void> {
  await page.goto(`/projects/${projectId}/prompts`);
  const dialog = page.getByRole("dialog", { name: "Search" });
  await expect(async () => {
    if (!(await dialog.isVisible())) await page.keyboard.press("Control+k");
    await expect(dialog).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
}

test("a tip with the shortcut comes by keyboard, and Esc closes it alone", async ({ page, project }) => {
  await opened(page, project.id);
  const button = hide(page);
  await expect(async () => {
    await page.keyboard.press("Tab");
    await expect(button).toBeFocused({ timeout: 100 });
  }).toPass({ intervals: [0], timeout: 60_000 });
  await expect(tip(page)).toHaveText("Hide sidebarCtrlB");
  // Its words are the button's name: a screen reader doesn't say them twice.
  await expect(button).not.toHaveAttribute("aria-describedby");
  await page.keyboard.press("Escape");
  await expect(tip(page)).toBeHidden();
  await expect(button).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(button).not.toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(tip(page)).toBeVisible();
  // What the tip says is true, and the tip says what the button does now.
  await page.keyboard.press("Control+b");
  await expect(tip(page)).toHaveText("Show sidebarCtrlB");
});

test("a tip comes under a mouse that rests, and goes with it", async ({ page, project }) => {
  await opened(page, project.id);
  await hide(page).hover();
  await expect(tip(page)).toHaveText("Hide sidebarCtrlB");
  const box = await tip(page).boundingBox();
  const button = await hide(page).boundingBox();
  expect(box && button && box.y >= button.y + button.height).toBe(true);
  await page.mouse.move(900, 600);
  await expect(tip(page)).toBeHidden();
});

test("a finger that stays asks what a button is and does not press it", async ({
  browser,
  product,
  context,
  project,
}) => {
  const phone = await browser.newContext({
    viewport: { width: 375, height: 812 },
    hasTouch: true,
    isMobile: true,
    baseURL: product.url,
    storageState: await context.storageState(),
  });
  const page = await phone.newPage();
  await opened(page, project.id);
  const menu = page.getByRole("button", { name: "Open menu" });
  const at = await menu.boundingBox();
  if (!at) throw new Error("The button has no place");
  const touches = await phone.newCDPSession(page);
  const point = { x: at.x + at.width / 2, y: at.y + at.height / 2 };
  await touches.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [point] });
  await expect(tip(page)).toHaveText("Open menu");
  await touches.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  // It stays to be read, then goes; nothing was opened.
  await expect(tip(page)).toBeHidden();
  await expect(page.getByRole("dialog", { name: "Menu" })).toBeHidden();
  await menu.tap();
  await expect(page.getByRole("dialog", { name: "Menu" })).toBeVisible();
  await phone.close();
});
