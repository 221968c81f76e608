import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { png } from "../support/pictures";
import { ChatPage } from "./support/chat-page";
import { expectAccessible } from "./support/fixtures";
import { expect, type Member, test } from "./support/test";

async function upload(url: string, me: Member, projectId: string, name: string, body: Buffer | string) {
  const form = new FormData();
  form.set("file", new File([body as BlobPart], name));
  const response = await fetch(`${url}/api/projects/${projectId}/files`, {
    method: "POST",
    headers: { Authorization: `Bearer ${me.token}` },
    body: form,
  });
  const { data } = (await response.json()) as { data: { file: { id: string } } };
  return `/projects/${projectId}/files/${data.file.id}`;
}
const fixture = (name: string) => readFile(`tests/fixtures/files/${name}`);

/** Dark pixels of the drawn page. */
const ink = (page: Page) =>
  page.locator("canvas").evaluate((canvas: HTMLCanvasElement) => {
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const context = copy.getContext("2d");
    context?.drawImage(canvas, 0, 0);
    const { data } = context?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    let dark = 0;
    for (let i = 0; i < data.length; i += 4) if ((data[i + 3] ?? 0) > 200 && (data[i] ?? 255) < 128) dark++;
    return dark;
  });

test.describe("previews", () => {
  test("a PDF is drawn page by page, with its text beside it", async ({ page, me, project, product }) => {
    const path = await upload(product.url, me, project.id, "manual.pdf", await fixture("manual.pdf"));
    await page.goto(path);
    await expect(page.getByText(/^Page 1 of \d+$/)).toBeVisible();
    await expect(page.locator("canvas[data-drawn='1']")).toBeVisible({ timeout: 30_000 });
    expect(await ink(page)).toBeGreaterThan(200);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Next page" }).click();
    await expect(page.locator("canvas[data-drawn='2']")).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole("img", { name: "Page 2 of manual.pdf" })).toBeVisible();
    expect(await ink(page)).toBeGreaterThan(200);
    await expect(async () => {
      await page.reload();
      await page.getByRole("tab", { name: "Text" }).click();
      await expect(page.getByText("FX-2210").first()).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 60_000 });
    await page.setViewportSize({ width: 375, height: 700 });
    await page.getByRole("tab", { name: "Pages" }).click();
    await expect(page.locator("canvas[data-drawn='1']")).toBeVisible({ timeout: 30_000 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  });

  test("a locked and a broken PDF say so", async ({ page, me, project, product }) => {
    await page.goto(await upload(product.url, me, project.id, "locked.pdf", await fixture("locked.pdf")));
    await expect(page.getByText("This PDF is protected by a password.")).toBeVisible({ timeout: 30_000 });
    await page.goto(await upload(product.url, me, project.id, "broken.pdf", "%PDF-1.7\nnot one at all"));
    await expect(page.getByText("This PDF can’t be shown")).toBeVisible({ timeout: 30_000 });
  });

  test("code has its lines and their numbers, a spreadsheet its rows; both are named on the way there", async ({
    page,
    me,
    project,
    product,
  }) => {
    const code = "// Answers.\nexport function isSame(a, b) {\n\n  return a !== b ? false : true;\n}\n";
    await page.goto(await upload(product.url, me, project.id, "same.js", code));
    const lines = page.getByRole("region", { name: "Lines of same.js" });
    await expect(lines.locator("[data-line]")).toHaveCount(5);
    await expect(lines.locator("[data-line='4']")).toContainText("return a !== b");
    await expect(lines.locator("code")).toHaveCSS("font-variant-ligatures", "none");
    await expect(lines.locator(".code-keyword").first()).toBeVisible();
    await expect(page).toHaveTitle(/^same\.js · /);
    await expect(page.getByRole("navigation", { name: "Breadcrumbs" })).toContainText(/Files.*same\.js/);
    await expectAccessible(page);

    const path = await upload(product.url, me, project.id, "people.csv", "Name,Net\nAda,10\nGrace,20\n");
    await expect(async () => {
      await page.goto(`${path}?at=0`);
      await expect(page.getByRole("row", { name: "3 Grace 20" })).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 60_000 });
    await expect(page.getByRole("columnheader", { name: "Net" })).toBeVisible();
    await expect(page.locator("tbody[aria-current=true]")).toBeVisible();
    await expectAccessible(page);
  });

  test("a picture is shown; SVG and HTML are never documents", async ({ page, me, project, product }) => {
    await page.goto(await upload(product.url, me, project.id, "photo.png", png(60, 40)));
    const photo = page.getByRole("img", { name: "photo.png" });
    await expect.poll(() => photo.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(60);
    await page.goto(`/projects/${project.id}/files`);
    await expect(page.getByText("Picture", { exact: true })).toBeVisible({ timeout: 30_000 });

    const script = "window.top.hacked = 1";
    const hostile = {
      "evil.svg": `<svg xmlns="http://www.w3.org/2000/svg" onload="${script}"><script>${script}</script><text>Words in a drawing</text></svg>`,
      "evil.html": `<!doctype html><title>x</title><p>Words on a page</p><img src=x onerror="${script}"><script>${script}</script>`,
    };
    for (const [name, body] of Object.entries(hostile)) {
      const path = await upload(product.url, me, project.id, name, body);
      await expect(async () => {
        await page.goto(path);
        await expect(page.getByText(/Words (in a drawing|on a page)/).first()).toBeVisible({
          timeout: 1_000,
        });
      }).toPass({ timeout: 60_000 });
      await expect(page.locator("main").locator("iframe, object, embed, script, img")).toHaveCount(0);
      expect(await page.evaluate(() => "hacked" in window)).toBe(false);
      // Even its own address saves it instead of showing it.
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.evaluate((url) => {
          location.href = url;
        }, `/api${path}/content`),
      ]);
      expect(download.suggestedFilename()).toBe(name);
    }
  });

  test("54 files dropped anywhere on a chat go along with the message, elsewhere into the project", async ({
    page,
    project,
  }) => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    const drag = (event: string, withFiles: boolean) =>
      page.evaluate(
        ([name, files]) => {
          const data = new DataTransfer();
          if (files) data.items.add(new File(["Open from 9 to 5"], "hours.md", { type: "text/markdown" }));
          else data.setData("text/plain", "words");
          document.body.dispatchEvent(
            new DragEvent(name as string, { dataTransfer: data, bubbles: true, cancelable: true }),
          );
        },
        [event, withFiles] as const,
      );
    await drag("dragenter", false);
    await expect(page.getByText("Drop to attach to your message")).toHaveCount(0);
    await drag("dragenter", true);
    await expect(page.getByText("Drop to attach to your message")).toBeVisible();
    await drag("drop", true);
    await expect(page.getByText("Drop to attach to your message")).toHaveCount(0);
    await expect(page.getByRole("list", { name: "Attached files" })).toContainText("hours.md");
    await expect(page).toHaveURL(new RegExp(`/projects/${project.id}$`));
    await page.goto(`/projects/${project.id}/files/ask`);
    await expect(page.getByRole("button", { name: "Search" }).last()).toBeVisible();
    await drag("dragenter", true);
    await expect(page.getByText("Drop to add to this project")).toBeVisible();
    await drag("drop", true);
    await expect(page).toHaveURL(/\/files$/);
    await expect(page.getByRole("link", { name: /^Download hours\.md/ }).first()).toBeVisible();
  });
});
