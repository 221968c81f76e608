import type { Locator, Page } from "@playwright/test";
import { ChatPage } from "./support/chat-page";
import { expectAccessible } from "./support/fixtures";
import { expect, test } from "./support/test";

const main = (page: Page) => page.getByRole("main");

/** Tab by Tab, as somebody without a mouse gets there. */
async function reach(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible({ timeout: 30_000 });
  const there = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 150; presses++) {
    if (await there()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The keyboard does not get to ${target}`);
}

async function press(page: Page, target: Locator, key = "Enter"): Promise<void> {
  await reach(page, target);
  await page.keyboard.press(key);
}

async function write(page: Page, target: Locator, text: string): Promise<void> {
  await reach(page, target);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

const tab = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Project", exact: true }).getByRole("link", { name, exact: true });
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });

for (const width of [1440, 768, 375]) {
  test(`the minute from thumbs-down to roll-back by keyboard alone, ${width} px wide`, async ({
    page,
    call,
    project,
  }) => {
    test.setTimeout(240_000);
    await page.setViewportSize({ width, height: 900 });
    // In the middle width each screen is looked at by axe as well, in both themes.
    const look = async () => {
      if (width === 768) await expectAccessible(page, expect.soft);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(wide, "scrolls sideways").toBeLessThanOrEqual(0);
    };
    const base = `/api/projects/${project.id}`;
    await call(`${base}/prompts`, { body: { content: "Be short." } });
    await call(base, { method: "PUT", body: { settings: { model: "scripted-reasoning" } } });
    await call(`${base}/releases`, { body: { note: "First" } });
    await call(`${base}/live`, { method: "PUT", body: { release: 1 } });
    await call(base, { method: "PUT", body: { settings: { model: "gpt-4o-mini" } } });

    await test.step("rates a reply as bad and says what it should have said", async () => {
      const chat = new ChatPage(page);
      await chat.open(project.id);
      await page.keyboard.type("What does it cost?");
      await page.keyboard.press("Enter");
      await chat.idle();
      await press(page, button(page, "Bad reply"));
      await write(page, page.getByLabel("What should it have said?"), "Names the cost");
      await look();
      await press(page, button(page, "Save as a test case"));
      await expect(page.getByText("Saved as a test case")).toBeVisible();
    });

    await test.step("changes the prompt", async () => {
      // A phone shows a project's tabs beside a chat that is only begun.
      if (width < 768) await press(page, page.getByRole("link", { name: "New chat" }).first());
      await press(page, tab(page, "Prompts"));
      await press(page, button(page, "Edit prompt 1"));
      await write(page, page.getByRole("textbox", { name: "Prompt text" }), "Always name the cost.");
      await press(page, button(page, "Save").first());
      await expect(page.getByRole("textbox", { name: "Prompt text" })).toBeHidden();
    });

    await test.step("gives the case a check and tests it, which saves it", async () => {
      await press(page, tab(page, "Tests"));
      await look();
      await press(page, main(page).getByRole("link", { name: /From chats/ }));
      await press(page, main(page).getByRole("link", { name: /What does it cost/ }));
      const check = page.getByRole("combobox", { name: "Check 1" });
      await press(page, check);
      await expect(page.getByRole("listbox")).toBeVisible();
      await page.keyboard.type("Contains");
      await expect(page.getByRole("option", { name: "Contains" })).toBeFocused();
      await page.keyboard.press("Enter");
      await write(page, page.getByLabel("All of (one per line)"), "cost");
      await look();
      await press(page, button(page, /Test this case × 3/));
      await expect(page.getByText("passes 3/3, before 0/3")).toBeVisible({ timeout: 60_000 });
      await look();
    });

    await test.step("asks why, and goes back", async () => {
      await press(page, button(page, "Why did it change?"));
      await expect(page.getByText("Of 1 changed case: the model in 1.")).toBeVisible({ timeout: 60_000 });
      await look();
      await press(page, page.getByRole("link", { name: "The report that it explains" }));
      await press(page, page.getByRole("link", { name: "The test set" }));
    });

    await test.step("sets a gate and tests the whole set", async () => {
      const gate = page.getByRole("switch", { name: "Gate" });
      await press(page, gate, " ");
      await expect(gate).toBeChecked();
      await look();
      await press(page, button(page, /^Test the draft/));
      await expect(page.getByText("passes 1/1, before 0/1")).toBeVisible({ timeout: 60_000 });
    });

    await test.step("publishes what was tested, and rolls back", async () => {
      await press(page, tab(page, "Tests"));
      await press(page, main(page).getByRole("link", { name: "Releases" }));
      await press(page, button(page, "Create release"));
      await write(page, page.getByLabel("Note"), "Names the cost");
      await page.keyboard.press("Enter");
      await press(page, button(page, "Publish v2"));
      const dialog = page.getByRole("dialog");
      await expect(dialog.getByText("A finished run tested exactly this content")).toBeVisible();
      await look();
      await press(page, dialog.getByRole("button", { name: "Publish" }));
      await expect(page.getByText("v2 answers everyone")).toBeVisible();
      await look();
      await press(page, button(page, "Roll back v1"));
      await press(page, dialog.getByRole("button", { name: "Roll back" }));
      await expect(page.getByText("v1 answers everyone")).toBeVisible();
    });
  });
}
