import type { Page } from "@playwright/test";
import { png } from "../support/pictures";
import { ChatPage } from "./support/chat-page";
import { expectAccessible } from "./support/fixtures";
import { expect, holdBack, test } from "./support/test";

const attach = (page: Page, ...files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  page.setInputFiles("form[aria-label='New message'] input[type=file]", files);
const picture = (name: string) => ({ name, mimeType: "image/png", buffer: png(400, 300) });

test.describe("files of a message", () => {
  test("a picture is sent, shown, enlarged, kept by an edit, and told of in “Why this answer”", async ({
    page,
    project,
    provider,
    call,
    noise,
  }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await attach(page, picture("plan of the garden.png"));
    await chat.field.fill("What do you see?");
    await expect(chat.send).toBeEnabled();
    await expect(page.getByText("can’t see pictures")).toHaveCount(0);
    await chat.send.click();
    const thumbnail = chat.mine.first().getByRole("button", { name: "Enlarge plan of the garden.png" });
    await expect(thumbnail).toBeVisible();
    await chat.idle();
    const sent = provider.chats().at(-1)?.body?.messages?.at(-1)?.content;
    expect(JSON.stringify(sent)).toContain("data:image/png;base64,");
    await expect
      .poll(() => thumbnail.locator("img").evaluate((img: HTMLImageElement) => img.naturalWidth))
      .toBe(400);
    expect(await thumbnail.boundingBox()).toMatchObject({ width: 128, height: 128 });
    await expectAccessible(page);

    await thumbnail.click();
    const dialog = page.getByRole("dialog", { name: "plan of the garden.png" });
    await expect(dialog.getByRole("img", { name: "plan of the garden.png" })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(thumbnail).toBeFocused();

    await page.reload();
    await expect(thumbnail).toBeVisible();
    await chat.mine.first().hover();
    await chat.mine.first().getByRole("button", { name: "Edit message" }).click();
    const editor = page.getByRole("textbox", { name: "Edit message" });
    await editor.fill("And what is in the corner?");
    await editor.press("Enter");
    await chat.idle();
    await expect(chat.mine.first().getByText("2/2")).toBeVisible();
    await expect(thumbnail).toBeVisible();
    expect(JSON.stringify(provider.chats().at(-1)?.body?.messages?.at(-1))).toContain("data:image/png");

    await chat.lastReply.getByRole("link", { name: "Why this answer" }).click();
    await expect(page.getByRole("list", { name: "Pictures sent" }).getByRole("img")).toHaveCount(1);
    await expect(page.getByRole("list", { name: "Messages" })).toContainText(
      "[Attached: plan of the garden.png]",
    );
    await page.goBack();

    // The file goes: its name stays.
    noise.allow(/404/);
    const fileId = /files\/(\w+)/.exec((await thumbnail.locator("img").getAttribute("src")) ?? "")?.[1];
    await call(`/api/projects/${project.id}/files/${fileId}`, { method: "DELETE" });
    await page.reload();
    await expect(chat.mine.first()).toContainText("plan of the garden.png");
  });

  test("5 Send waits until a file is read, and its text reaches the model", async ({
    page,
    project,
    provider,
  }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    // The upload is answered; what the server says of the file later is not heard yet.
    const release = await holdBack(page, "**/files/*");
    await page.route("**/files?for=chat", async (route) => {
      const response = await route.fetch();
      const body = await response.json();
      body.data.file.status = "reading";
      // Nobody else tells of it under this id before the test asks.
      await route.fulfill({ response, json: body });
    });
    await attach(page, {
      name: "harbour.md",
      mimeType: "text/markdown",
      buffer: Buffer.from("# Harbour\n\nThe harbour master is called Ottoline."),
    });
    await chat.field.fill("Who is it?");
    const files = page.getByRole("list", { name: "Attached files" });
    await expect(files).toContainText("harbour.md");
    release();
    await expect(chat.send).toBeEnabled();
    await expect(files).not.toContainText("Reading");
    await chat.send.click();
    await chat.idle();
    await expect(chat.mine.first()).toContainText("harbour.md");
    expect(JSON.stringify(provider.chats().at(-1)?.body?.messages)).toContain("Ottoline");
    await expect(chat.lastReply.getByRole("region", { name: "Sources" })).toContainText("harbour.md");
  });

  test("a file beside a picture keeps its own height", async ({ page, project }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    const notes = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Roses") };
    await attach(page, picture("plan.png"), notes);
    await chat.field.fill("[[say]] Look");
    await expect(chat.send).toBeEnabled();
    await chat.send.click();
    const chip = chat.mine.first().getByRole("listitem").filter({ hasText: "notes.txt" });
    await expect(chip).toBeVisible();
    expect((await chip.boundingBox())?.height).toBeLessThan(60);
  });

  test("a model that can't see is said to, before the picture is sent", async ({ page, call }) => {
    const { project } = await call<{ project: { id: string } }>("/api/projects", {
      body: { name: "Blind", settings: { model: "scripted-echo" } },
    });
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await page.setViewportSize({ width: 375, height: 700 });
    await attach(page, picture("one.png"), picture("two.png"));
    await expect(page.getByRole("status").filter({ hasText: "can’t see pictures" })).toBeVisible();
    await chat.ask("Look");
    await expect(chat.lastReply).toContainText("a picture that you were not given");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    await expect(chat.mine.first().getByRole("button", { name: /^Enlarge/ })).toHaveCount(2);
  });
});
