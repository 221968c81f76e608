import { ChatPage } from "./support/chat-page";
import { expectAccessible } from "./support/fixtures";
import { expect, test } from "./support/test";

test.describe("access", () => {
  test("68 the thread is a log that announces a finished reply once, not each token", async ({
    page,
    project,
  }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("warm up");
    await expect(chat.log).toHaveAttribute("aria-live", "off");
    await page.evaluate(() => {
      const said: string[] = [];
      (window as unknown as { said: string[] }).said = said;
      const live = (node: Node | null): boolean =>
        node instanceof Element
          ? Boolean(node.closest("[aria-live=polite], [role=status], [role=alert]"))
          : false;
      new MutationObserver((records) => {
        for (const record of records) {
          const target = record.target instanceof Element ? record.target : record.target.parentElement;
          if (live(target) && target?.textContent) said.push(target.textContent);
        }
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await chat.ask("[[slow ms=20 tokens=30]]");
    const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
    const replies = said.filter((text) => text.includes("w0001"));
    expect(replies).toHaveLength(1);
    expect(replies[0]).toContain("w0030");
  });

  test("70 axe finds nothing on a chat with everything in it, in light and in dark", async ({
    page,
    project,
  }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await expectAccessible(page);
    await chat.ask(
      "[[say]] # Title\n\nText with `code`, **bold**, [a link](https://example.com) and more.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```ts\nconst a: number = 1; // note\nfunction f(x: string) { return x + 1; }\n```\n\n- [x] done\n- [ ] open\n\n> quoted",
    );
    await chat.lastReply.getByRole("button", { name: "Details" }).click();
    await expect(chat.lastReply.locator(".code-keyword").first()).toBeVisible();
    await chat.ask("[[error-after]]");
    await expectAccessible(page);
  });

  test("71 the focus returns after editing, 79 Esc leaves editing first, then stops", async ({
    page,
    project,
  }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("[[say]] first");
    await chat.say("[[slow ms=40 tokens=900]]");
    await chat.untilWords(3);
    // A popover is nearest.
    await page.getByRole("button", { name: "Ada" }).first().click();
    await expect(page.getByRole("menu")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toBeHidden();
    await expect(chat.stop).toBeVisible();
    await page.keyboard.press("Escape");
    await chat.idle();
    await expect(chat.lastReply.getByText("Stopped")).toBeVisible();
  });

  test("80 every action of a message is reached and seen by keyboard", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("hello");
    await chat.log.focus();
    const reached: string[] = [];
    for (let i = 0; i < 9; i++) {
      await page.keyboard.press("Tab");
      const { name, opacity } = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        let shown = 1;
        for (let node: HTMLElement | null = element; node; node = node.parentElement) {
          shown *= Number(getComputedStyle(node).opacity);
        }
        return { name: element.getAttribute("aria-label") ?? element.tagName, opacity: shown };
      });
      reached.push(name);
      await expect.poll(() => opacity).toBeGreaterThanOrEqual(0);
    }
    expect(reached).toEqual(
      expect.arrayContaining([
        "Copy message",
        "Edit message",
        "Copy reply as Markdown",
        "Regenerate",
        "Good reply",
        "Bad reply",
        "Why this answer",
        "Details",
      ]),
    );
  });

  test("83 right-to-left text runs its own way", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("[[say]] שלום עולם, מה שלומך היום?");
    const direction = (selector: string) =>
      page
        .locator(selector)
        .last()
        .evaluate((element) => getComputedStyle(element).direction);
    expect(await direction("[aria-label=Assistant] p[dir=auto]")).toBe("rtl");
  });
});

test.describe("access on a phone", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 375, height: 700 } });

  test("74 the composer stays in view, 75 its text is 16 px, 77 actions need no hover and are 44 px", async ({
    page,
    project,
  }) => {
    const chat = new ChatPage(page);
    await page.goto(`/projects/${project.id}`);
    await chat.field.fill("hello");
    await chat.send.tap();
    await chat.idle();
    const box = await chat.field.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(700);
    expect(
      await chat.field.evaluate((e) => Number.parseFloat(getComputedStyle(e).fontSize)),
    ).toBeGreaterThanOrEqual(16);
    // The keyboard takes half of the screen: the page shrinks with it.
    await page.setViewportSize({ width: 375, height: 380 });
    await expect(chat.field).toBeInViewport();
    await page.setViewportSize({ width: 375, height: 700 });
    for (const name of ["Copy reply as Markdown", "Regenerate", "Good reply", "Bad reply", "Details"]) {
      const button = chat.lastReply.getByRole("button", { name });
      const size = await button.boundingBox();
      expect(Math.min(size?.width ?? 0, size?.height ?? 0), name).toBeGreaterThanOrEqual(44);
      expect(await button.evaluate((e) => Number(getComputedStyle(e.parentElement as Element).opacity))).toBe(
        1,
      );
    }
  });
});
