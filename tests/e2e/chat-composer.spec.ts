import { ChatPage } from "./support/chat-page";
import { expect, holdBack, test } from "./support/test";

test.describe("composer", () => {
  test("1 Enter sends, Shift+Enter breaks the line; 11 the focus returns", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.field.pressSequentially("one");
    await chat.field.press("Shift+Enter");
    await chat.field.pressSequentially("two");
    await expect(chat.field).toHaveValue("one\ntwo");
    await chat.field.press("Enter");
    await expect(chat.mine.getByText("one\ntwo")).toBeVisible();
    await expect(chat.field).toHaveValue("");
    await expect(chat.field).toBeFocused();
    await chat.idle();
    await chat.field.pressSequentially("three");
    await chat.send.click();
    await expect(chat.field).toBeFocused();
    await chat.idle();
  });

  test("2 Enter inside an input method never sends", async ({ page, project, provider }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    const before = provider.chats().length;
    const client = await page.context().newCDPSession(page);
    await client.send("Input.imeSetComposition", { text: "にほん", selectionStart: 3, selectionEnd: 3 });
    await chat.field.dispatchEvent("keydown", { key: "Enter", keyCode: 229, isComposing: true });
    await client.send("Input.insertText", { text: "日本" });
    await expect(chat.field).toHaveValue("日本");
    await expect(chat.mine).toHaveCount(0);
    expect(provider.chats().length).toBe(before);
    await chat.field.press("Enter");
    await expect(chat.mine).toHaveCount(1);
    await chat.idle();
  });

  test("4 grows to eight lines, then scrolls", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    const height = () => chat.field.evaluate((element) => element.clientHeight);
    const line = await chat.field.evaluate((element) =>
      Number.parseFloat(getComputedStyle(element).lineHeight),
    );
    expect(await height()).toBeCloseTo(line, -1);
    await chat.field.fill(Array.from({ length: 8 }, (_, i) => `${i}`).join("\n"));
    expect(Math.round((await height()) / line)).toBe(8);
    await chat.field.fill(Array.from({ length: 30 }, (_, i) => `${i}`).join("\n"));
    expect(Math.round((await height()) / line)).toBe(8);
    expect(await chat.field.evaluate((e) => e.scrollHeight > e.clientHeight)).toBe(true);
  });

  test("5 nothing to send, or a file still on its way, disables Send", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await expect(chat.send).toBeDisabled();
    await chat.field.fill("   \n ");
    await expect(chat.send).toBeDisabled();
    await chat.field.fill("hello");
    await expect(chat.send).toBeEnabled();
    const release = await holdBack(page, "**/files?for=chat");
    await page.setInputFiles("form[aria-label='New message'] input[type=file]", {
      name: "notes.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("some notes"),
    });
    await expect(page.getByRole("list", { name: "Attached files" })).toContainText("notes.txt");
    await expect(chat.send).toBeDisabled();
    release();
    await expect(chat.send).toBeEnabled();
  });

  test("6 typing works while a reply streams", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.say("[[slow ms=40 tokens=900]]");
    await chat.untilWords(3);
    await chat.field.pressSequentially("the next question", { delay: 10 });
    await expect(chat.field).toHaveValue("the next question");
    await expect(chat.stop).toBeVisible();
    await chat.stop.click();
    await chat.idle();
    await expect(chat.field).toHaveValue("the next question");
  });

  test("7 a draft per chat survives a reload", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.ask("first");
    const chatUrl = page.url();
    await chat.field.fill("draft of the chat");
    await page.goto(`/projects/${project.id}`);
    await expect(chat.field).toHaveValue("");
    await chat.field.fill("draft of a new chat");
    await page.reload();
    await expect(chat.field).toHaveValue("draft of a new chat");
    await page.goto(chatUrl);
    await expect(chat.field).toHaveValue("draft of the chat");
    await chat.field.press("Enter");
    await chat.idle();
    await page.reload();
    await expect(chat.mine).toHaveCount(2);
    await expect(chat.field).toHaveValue("");
  });

  test("8 a failed send restores the draft and its files", async ({ page, project, noise }) => {
    noise.allow(/status of 400/);
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await page.setInputFiles("form[aria-label='New message'] input[type=file]", {
      name: "notes.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("some notes"),
    });
    const files = page.getByRole("list", { name: "Attached files" });
    await expect(files).toContainText("notes.txt");
    await page.route("**/api/chat/*", (route) =>
      route.fulfill({
        status: 400,
        json: {
          success: false,
          message: "Validation failed",
          code: "validation_failed",
          errors: [],
          requestId: "r",
        },
      }),
    );
    await chat.field.fill("precious words");
    await expect(chat.send).toBeEnabled();
    await chat.send.click();
    await expect(page.getByRole("alert").filter({ hasText: "Validation failed" })).toBeVisible();
    await expect(chat.field).toHaveValue("precious words");
    await expect(files).toContainText("notes.txt");
    await expect(chat.mine).toHaveCount(0);
    await page.unroute("**/api/chat/*");
    await chat.send.click();
    await expect(chat.mine).toHaveCount(1);
    await expect(files).toHaveCount(0);
    await chat.idle();
  });

  test("9 a double click sends once", async ({ page, project, provider }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    const before = provider.chats().length;
    await chat.field.fill("[[slow ms=40 tokens=20]] only once");
    // The second click falls on Stop, which has taken Send's place.
    await chat.send.dblclick();
    await chat.idle();
    await expect(page.getByRole("article", { name: "Assistant" })).toContainText("w0020");
    await expect(chat.mine).toHaveCount(1);
    await page.reload();
    await expect(chat.mine).toHaveCount(1);
    expect(provider.chats().length).toBe(before + 1);
  });

  test("10 a pasted image attaches, a huge paste offers to become a file and freezes nothing", async ({
    page,
    project,
  }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await chat.field.evaluate((element) => {
      const data = new DataTransfer();
      const png = Uint8Array.from(
        atob(
          "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
        ),
        (c) => c.charCodeAt(0),
      );
      data.items.add(new File([png], "image.png", { type: "image/png" }));
      element.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
      );
    });
    const files = page.getByRole("list", { name: "Attached files" });
    await expect(files.getByRole("listitem")).toHaveCount(1);
    await expect(files).toContainText(/image-.*\.png/);

    const took = await chat.field.evaluate((element) => {
      const data = new DataTransfer();
      data.setData(
        "text/plain",
        Array.from({ length: 20_000 }, (_, i) => `line ${i} of a long log`).join("\n"),
      );
      const start = performance.now();
      element.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
      );
      return new Promise<number>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start))),
      );
    });
    // A freeze lasts for seconds; a busy machine may take some hundred milliseconds for two frames.
    expect(took).toBeLessThan(1_500);
    const offer = page.getByRole("group", { name: "Large paste" });
    await expect(offer).toContainText("20,000 lines");
    await expect(offer.getByRole("button", { name: "Paste as text" })).toHaveCount(0);
    await expect(chat.field).toHaveValue("");
    await offer.getByRole("button", { name: "Attach as a file" }).click();
    await expect(files).toContainText(/pasted-.*\.txt/);
    await chat.field.fill("What is in the log?");
    await expect(chat.send).toBeEnabled();
  });
});

test.describe("composer on a touch screen", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 375, height: 700 } });

  test("3 Enter breaks the line", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await page.goto(`/projects/${project.id}`);
    await chat.field.tap();
    await chat.field.pressSequentially("one");
    await chat.field.press("Enter");
    await chat.field.pressSequentially("two");
    await expect(chat.field).toHaveValue("one\ntwo");
    await expect(chat.mine).toHaveCount(0);
    await chat.send.tap();
    await expect(chat.mine).toHaveCount(1);
    await chat.idle();
  });
});
