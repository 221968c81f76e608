import type { Locator, Page } from "@playwright/test";
import { ChatPage } from "./support/chat-page";
import { expect, holdBack, test } from "./support/test";

/** Goes on by Tab until the focus is there: a person without a mouse has no other way. */
async function tabTo(page: Page, target: Locator, most = 80): Promise<void> {
  await expect(target).toBeVisible();
  for (let i = 0; i < most; i++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${target} was not reached by ${most} presses of Tab`);
}

async function typeInPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Search" })).toBeFocused();
  await page.keyboard.type(words);
}

test("80, 86: a person signs up, builds, chats, searches and deletes by keyboard alone", async ({
  page,
  product,
}) => {
  test.setTimeout(180_000);
  const chat = new ChatPage(page);
  const keyboard = page.keyboard;

  await page.goto("/sign-up");
  await tabTo(page, page.getByLabel("Name", { exact: true }));
  await keyboard.type("Grace Keys");
  await keyboard.press("Tab");
  await keyboard.type(`grace-${Date.now()}@example.com`);
  await tabTo(page, page.getByLabel("Password", { exact: true }));
  await keyboard.type("correct horse");
  await keyboard.press("Enter");
  await page.waitForURL(`${product.url}/projects`);

  // A project from an example.
  await tabTo(page, page.getByRole("button", { name: /^Support desk/ }));
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/\/projects\/[0-9a-f]{24}$/);
  await expect(chat.field).toBeFocused();

  // A prompt.
  await tabTo(
    page,
    page.getByRole("navigation", { name: "Project", exact: true }).getByRole("link", { name: "Prompts" }),
  );
  await keyboard.press("Enter");
  const add = page.getByRole("button", { name: "Add prompt" });
  await tabTo(page, add);
  await keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Prompt text" })).toBeFocused();
  await keyboard.type("Sign every reply with “Grace”.");
  await keyboard.press("Control+s");
  await expect(page.getByText("Sign every reply with “Grace”.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Prompt text" })).toBeHidden();

  // A file.
  await tabTo(
    page,
    page.getByRole("navigation", { name: "Project", exact: true }).getByRole("link", { name: "Files" }),
  );
  await keyboard.press("Enter");
  const choose = page.getByRole("button", { name: "Choose files" });
  // Asked for before the way there: a key goes to a busy page past the wish to be told of its file choosers.
  const opened = page.waitForEvent("filechooser", { timeout: 60_000 });
  await tabTo(page, choose);
  await keyboard.press("Enter");
  const chooser = await opened;
  await chooser.setFiles({
    name: "hours.md",
    mimeType: "text/markdown",
    buffer: Buffer.from("Open 9 to 5."),
  });
  await expect(page.getByText("Ready")).toBeVisible({ timeout: 60_000 });

  // A chat, begun from the palette.
  await typeInPalette(page, "new chat");
  await keyboard.press("Enter");
  await expect(chat.field).toBeFocused();
  await keyboard.type("[[say]] We are open from nine to five.");
  await keyboard.press("Enter");
  await chat.idle();
  await expect(chat.lastReply).toContainText("nine to five");
  await keyboard.press("Shift+Tab");
  await tabTo(page, chat.lastReply.getByRole("button", { name: "Good reply" }));
  await keyboard.press("Enter");
  await expect(chat.lastReply.getByRole("button", { name: "Good reply" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );

  // The sidebar's list by arrows, and a chat's menu.
  const open = page.getByRole("region", { name: "Chats" }).locator("a[aria-current=page]");
  await tabTo(page, open, 120);
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  await keyboard.press("ArrowDown");
  await keyboard.press("Escape");
  await expect(page.getByRole("menu")).toBeHidden();

  // The file and the project are found and gone to, then removed.
  await typeInPalette(page, "hours");
  await expect(page.getByRole("option", { name: /hours\.md/ }).first()).toBeVisible();
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/\/files\/[0-9a-f]{24}$/);
  await typeInPalette(page, "project settings");
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/\/settings$/);
  await tabTo(page, page.getByRole("button", { name: "Delete project" }), 120);
  await keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("textbox")).toBeFocused();
  await keyboard.type("Support desk");
  await tabTo(page, dialog.getByRole("button", { name: "Delete project" }));
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Make your first assistant" })).toBeVisible();
});

test("a notice holds nobody who goes on by Tab, and gives the focus back when it is closed", async ({
  page,
  project,
}) => {
  // It stays for as long as the copy takes.
  await holdBack(page, "**/duplicate");
  await page.goto("/projects");
  await page.getByRole("button", { name: `Options for ${project.name}` }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  const close = page.getByRole("button", { name: "Close toast" });
  await tabTo(page, close);
  await tabTo(page, page.getByRole("link", { name: "Skip to content" }));
  const last = page.getByRole("main").getByRole("button").last();
  await tabTo(page, last);
  await tabTo(page, close, 4);
  await page.keyboard.press("Enter");
  await expect(close).toBeHidden();
  await expect(last).toBeFocused();
});
