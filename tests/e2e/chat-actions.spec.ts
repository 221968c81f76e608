import { ChatPage } from "./support/chat-page";
import { expect, test } from "./support/test";

test.describe("message actions", () => {
  test("ux 28 Copy gives Markdown, on code only the code", async ({ page, context, project }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const chat = new ChatPage(page);
    await chat.open(project.id);
    const markdown = "Use **this**:\n\n```js\nconst a = 1;\nconsole.log(a);\n```\n\nDone.";
    await chat.ask(`[[say]] ${markdown}`);
    const pasted = () => page.evaluate(() => navigator.clipboard.readText());
    await chat.lastReply.getByRole("button", { name: "Copy reply as Markdown" }).click();
    await expect.poll(async () => (await pasted()).trim()).toBe(markdown);
    await chat.lastReply.getByRole("button", { name: "Copy code" }).click();
    await expect.poll(pasted).toBe("const a = 1;\nconsole.log(a);");
    await chat.mine.getByRole("button", { name: "Copy message" }).click();
    await expect.poll(pasted).toBe(`[[say]] ${markdown}`);
  });

  test("ux 29 Regenerate adds a sibling, ux 31 the picker switches and persists", async ({
    page,
    project,
  }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("[[clock tokens=3 ms=5]]");
    const first = await chat.lastReply.locator("p").first().innerText();
    await chat.lastReply.getByRole("button", { name: "Regenerate" }).click();
    await chat.idle();
    await expect(chat.lastReply.getByText("2/2")).toBeVisible();
    const second = await chat.lastReply.locator("p").first().innerText();
    expect(second).not.toBe(first);
    await expect(chat.replies).toHaveCount(1);
    await chat.lastReply.getByRole("button", { name: "Previous version" }).click();
    await expect(chat.lastReply.getByText("1/2")).toBeVisible();
    await expect(chat.lastReply.locator("p").first()).toHaveText(first);
    // The focus stays on the picker, now the other message's.
    await expect(chat.lastReply.getByRole("button", { name: "Next version" })).toBeFocused();
    await page.reload();
    await expect(chat.lastReply.getByText("1/2")).toBeVisible();
    await expect(chat.lastReply.locator("p").first()).toHaveText(first);
    await chat.lastReply.getByRole("button", { name: "Next version" }).click();
    await expect(chat.lastReply.locator("p").first()).toHaveText(second);
  });

  test("ux 29, 30 while a reply is under way another one says why it waits, and an edit waits with sending", async ({
    page,
    project,
  }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("[[say]] first answer");
    await chat.say("[[slow ms=50 tokens=300]]");
    await chat.untilWords(3);
    await chat.replies.first().hover();
    await chat.replies.first().getByRole("button", { name: "Regenerate" }).click();
    await expect(page.getByText("A reply is being written")).toBeVisible();
    await chat.mine.first().hover();
    await chat.mine.first().getByRole("button", { name: "Edit message" }).click();
    const editor = page.locator("form", { has: page.getByRole("textbox", { name: "Edit message" }) });
    await editor.getByRole("textbox").fill("[[say]] a better one");
    await editor.getByRole("textbox").press("Enter");
    const send = editor.getByRole("button", { name: "Send" });
    await expect(send).toBeDisabled();
    await chat.stop.click();
    await expect(send).toBeEnabled();
    await send.click();
    await expect(chat.lastReply).toContainText("a better one");
    await expect(chat.mine).toHaveCount(1);
  });

  test("actions show on the last message only, until a mouse comes near", async ({ page, project, call }) => {
    let chatId = "";
    for (let i = 0; i < 6; i++) {
      const body = { message: `[[say]] answer ${i}`, ...(chatId ? { chatId } : {}) };
      ({ chatId } = await call<{ chatId: string }>(`/api/chat/${project.id}`, { body }));
    }
    const chat = new ChatPage(page);
    await chat.openChat(project.id, chatId);
    await expect(chat.replies).toHaveCount(6);
    const shown = () =>
      page
        .locator(".message-actions")
        .evaluateAll((rows) => rows.flatMap((row, i) => (getComputedStyle(row).opacity === "0" ? [] : [i])));
    await expect.poll(shown).toEqual([11]);
    await chat.replies.nth(4).hover();
    await expect.poll(shown).toEqual([9, 11]);
  });

  test("ux 30 an edit branches, Esc restores", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("[[say]] first question");
    await chat.ask("[[say]] second question");
    const bubble = chat.mine.first();
    await bubble.hover();
    await bubble.getByRole("button", { name: "Edit message" }).click();
    const editor = page.getByRole("textbox", { name: "Edit message" });
    await expect(editor).toBeFocused();
    await editor.fill("[[say]] something else");
    await editor.press("Escape");
    await expect(editor).toHaveCount(0);
    await expect(bubble.getByText("first question")).toBeVisible();
    await expect(bubble.getByRole("button", { name: "Edit message" })).toBeFocused();

    await bubble.getByRole("button", { name: "Edit message" }).click();
    await expect(editor).toHaveValue("[[say]] first question");
    await editor.fill("[[say]] a better question");
    await editor.press("Enter");
    await chat.idle();
    await expect(chat.mine).toHaveCount(1);
    await expect(chat.lastReply).toContainText("a better question");
    await expect(chat.mine.first().getByText("2/2")).toBeVisible();
    await chat.mine.first().getByRole("button", { name: "Previous version" }).click();
    await expect(chat.mine).toHaveCount(2);
    await expect(chat.log).toContainText("second question");
    await page.reload();
    await expect(chat.mine).toHaveCount(2);
    await expect(chat.mine.first().getByText("1/2")).toBeVisible();
  });

  test("a table is copied as Markdown and as CSV, as it was written", async ({ page, context, project }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask(
      '[[say]] | الاسم | Sum |\n|---|--:|\n| علي، أحمد | $a\\|b$ |\n| said "yes", twice | `x\\|y` |\n| =1+1 | **bold** |',
    );
    const copied = async (button: string) => {
      await page.evaluate(() => navigator.clipboard.writeText(""));
      await chat.lastReply.getByRole("button", { name: button }).click();
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).not.toBe("");
      return (await page.evaluate(() => navigator.clipboard.readText())).replace(/\r\n/g, "\n");
    };
    await expect(chat.lastReply.locator(".katex")).toHaveCount(1);
    await expect(chat.lastReply.getByRole("table")).toHaveAttribute("dir", "rtl");
    expect(await copied("Copy table as Markdown")).toBe(
      '| الاسم | Sum |\n| --- | --: |\n| علي، أحمد | $a\\Vert b$ |\n| said "yes", twice | `x\\|y` |\n| =1+1 | **bold** |\n',
    );
    expect(await copied("Copy table as CSV")).toBe(
      'الاسم,Sum\nعلي، أحمد,a\\|b\n"said ""yes"", twice",x|y\n\'=1+1,bold\n',
    );
  });

  test("ux 32 feedback toggles and persists", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("hello");
    const good = chat.lastReply.getByRole("button", { name: "Good reply" });
    const bad = chat.lastReply.getByRole("button", { name: "Bad reply" });
    const saved = () => page.waitForResponse((r) => r.url().endsWith("/feedback") && r.ok());
    await Promise.all([saved(), good.click()]);
    await expect(good).toHaveAttribute("aria-pressed", "true");
    await page.reload();
    await expect(good).toHaveAttribute("aria-pressed", "true");
    await Promise.all([saved(), bad.click()]);
    await expect(good).toHaveAttribute("aria-pressed", "false");
    await expect(bad).toHaveAttribute("aria-pressed", "true");
    await Promise.all([saved(), bad.click()]);
    await page.reload();
    await expect(bad).toHaveAttribute("aria-pressed", "false");
  });

  test("ux 33 model, tokens and time show on demand", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("hello");
    await expect(chat.lastReply.getByText("gpt-4o-mini")).toHaveCount(0);
    const button = chat.lastReply.getByRole("button", { name: "Details" });
    await button.click();
    await expect(button).toHaveAttribute("aria-expanded", "true");
    await expect(chat.lastReply.getByText("gpt-4o-mini")).toBeVisible();
    await expect(chat.lastReply.getByText("Tokens sent")).toBeVisible();
    await expect(chat.lastReply.getByText(String(new Date().getFullYear()))).toBeVisible();
    await button.click();
    await expect(chat.lastReply.getByText("gpt-4o-mini")).toHaveCount(0);
  });

  test("ux 34 javascript: links and raw HTML are inert", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask(
      '[[say]] [click](javascript:window.hacked=1) <img src=x onerror="window.hacked=1"> <script>window.hacked=1</script> [data](data:text/html,x) ![pic](javascript:window.hacked=1) [good](https://example.com/)',
    );
    // The other one leads to what the model received.
    await expect(chat.lastReply.locator("a[target=_blank]")).toHaveCount(1);
    await expect(chat.lastReply.getByRole("link")).toHaveCount(2);
    await expect(chat.lastReply.getByRole("link", { name: "good" })).toHaveAttribute("rel", /noopener/);
    await expect(chat.lastReply.locator("img, script, iframe")).toHaveCount(0);
    await expect(chat.lastReply).toContainText('<img src=x onerror="window.hacked=1">');
    await chat.lastReply.getByText("click", { exact: true }).click();
    expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  });

  test("ux 35 wide tables and code scroll inside themselves", async ({ page, project }) => {
    await page.setViewportSize({ width: 375, height: 700 });
    const chat = new ChatPage(page);
    await chat.open(project.id);
    const cells = (text: string) => `|${Array.from({ length: 9 }, (_, i) => ` ${text} ${i} `).join("|")}|`;
    const wide = `const long = "${"x".repeat(200)}";`;
    await chat.ask(
      `[[say]] ${cells("Column")}\n${cells("---").replace(/ \d/g, "")}\n${cells("value")}\n\n\`\`\`js\n${wide}\n\`\`\``,
    );
    const overflow = (label: string) =>
      chat.lastReply
        .getByRole("region", { name: label })
        .evaluate((region) => region.scrollWidth > region.clientWidth + 50);
    await expect.poll(() => overflow("Table")).toBe(true);
    await expect.poll(() => overflow("Code, js")).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    expect(await chat.log.evaluate((log) => log.scrollWidth <= log.clientWidth)).toBe(true);
    await chat.lastReply.getByRole("region", { name: "Table" }).focus();
    await page.keyboard.press("ArrowRight");
    await expect
      .poll(() =>
        chat.lastReply.getByRole("region", { name: "Table" }).evaluate((region) => region.scrollLeft),
      )
      .toBeGreaterThan(0);
  });
});
