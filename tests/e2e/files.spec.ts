import { truncate, writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";

const markdown = (name: string, text: string) => ({
  name,
  mimeType: "text/markdown",
  buffer: Buffer.from(text),
});
const list = (page: Page) => page.getByRole("region", { name: "Project files" });

/** Fires the events a browser fires when something is dragged over the window; `files` or a piece of text. */
async function drag(page: Page, event: "dragenter" | "dragleave" | "drop", files: boolean): Promise<void> {
  await page.evaluate(
    ([name, withFiles]) => {
      const data = new DataTransfer();
      if (withFiles)
        data.items.add(new File(["Opening hours: 9 to 5"], "hours.md", { type: "text/markdown" }));
      else data.setData("text/plain", "some text");
      document.body.dispatchEvent(
        new DragEvent(name as string, { dataTransfer: data, bubbles: true, cancelable: true }),
      );
    },
    [event, files] as const,
  );
}

test("54: the page takes dropped files, and nothing else", async ({ page, project }) => {
  await page.goto(`/projects/${project.id}/settings`);
  const target = page.getByText("Drop to add to this project");
  await expect(page.getByRole("button", { name: "Save changes" })).toBeVisible();
  await drag(page, "dragenter", false);
  await expect(target).toBeHidden();
  await drag(page, "dragenter", true);
  await expect(target).toBeVisible();
  await drag(page, "dragleave", true);
  await expect(target).toBeHidden();
  await drag(page, "dragenter", true);
  await drag(page, "drop", true);
  await expect(target).toBeHidden();
  await expect(page).toHaveURL(/\/files$/);
  await expect(list(page).getByRole("link", { name: "Download hours.md" })).toBeVisible();
});

test("55: a file of a wrong type or size is refused before anything is sent", async ({ page, project }) => {
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/files")) sent.push(request.url());
  });
  await page.goto(`/projects/${project.id}/files`);
  await page.getByLabel("Files to add").setInputFiles([
    { name: "film.mp4", mimeType: "video/mp4", buffer: Buffer.from("x") },
    { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) },
  ]);
  const huge = test.info().outputPath("huge.txt");
  await writeFile(huge, "");
  // A hole in the file: the size counts, the bytes need not be there.
  await truncate(huge, 25 * 1024 * 1024 + 1);
  await page.getByLabel("Files to add").setInputFiles(huge);
  await expect(
    page.getByRole("alert").filter({ hasText: "This is a video, which can’t be read" }),
  ).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "This file is empty" })).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "the limit is 25 MB" })).toBeVisible();
  expect(sent).toEqual([]);
  await page.getByRole("button", { name: "Dismiss film.mp4" }).click();
  await expect(page.getByText("This is a video")).toBeHidden();
});

test("56, 88: each file shows its progress and can be cancelled and tried again", async ({
  page,
  project,
  noise,
}) => {
  noise.allow(/status of 503|ERR_FAILED/);
  let answer: "hold" | "fail" | "pass" = "hold";
  const held: (() => void)[] = [];
  await page.route("**/files", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    if (answer === "hold") await new Promise<void>((resolve) => held.push(resolve));
    if (answer === "fail") {
      return route.fulfill({
        status: 503,
        json: {
          success: false,
          code: "busy",
          message: "The server is busy; try again shortly",
          requestId: "x",
        },
      });
    }
    return route.continue().catch(() => undefined);
  });
  await page.goto(`/projects/${project.id}/files`);
  await page.getByLabel("Files to add").setInputFiles(markdown("notes.md", "# Notes"));
  await expect(page.getByRole("progressbar", { name: "Uploading notes.md" })).toBeVisible();
  await page.getByRole("button", { name: "Cancel notes.md" }).click();
  await expect(page.getByRole("progressbar")).toBeHidden();
  for (const resolve of held) resolve();

  answer = "fail";
  await page.getByLabel("Files to add").setInputFiles(markdown("notes.md", "# Notes"));
  await expect(page.getByRole("alert").filter({ hasText: "The server is busy" })).toBeVisible();
  answer = "pass";
  await page.getByRole("button", { name: "Try to upload notes.md again" }).click();
  await expect(list(page).getByRole("link", { name: "Download notes.md" })).toBeVisible();
});

test("57: a file's state follows its processing", async ({ page, project }) => {
  await page.goto(`/projects/${project.id}/files`);
  await page
    .getByLabel("Files to add")
    .setInputFiles(markdown("guide.md", "# Guide\n\nTurn left at the lighthouse."));
  await expect(list(page).getByText("Ready")).toBeVisible({ timeout: 30_000 });
});

test("58, 71: a file is removed by keyboard alone", async ({ page, project, noise }) => {
  // The list may ask how the file is while it goes.
  noise.allow(/status of 404.*\/files\//);
  await page.goto(`/projects/${project.id}/files`);
  await page.getByLabel("Files to add").setInputFiles(markdown("old.md", "# Old"));
  await expect(list(page).getByText("Ready")).toBeVisible({ timeout: 30_000 });
  const remove = page.getByRole("button", { name: "Remove old.md" });
  await remove.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(remove).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No files yet")).toBeVisible();
  await expect(page.locator("main")).toBeFocused();
});

test("59: files of one name can be told apart", async ({ page, project }) => {
  await page.goto(`/projects/${project.id}/files`);
  const input = page.getByLabel("Files to add");
  await input.setInputFiles(markdown("same.md", "# One"));
  await expect(page.getByRole("link", { name: "Download same.md", exact: true })).toBeVisible();
  await input.setInputFiles(markdown("same.md", "# Two"));
  await expect(page.getByRole("link", { name: "Download same.md (1)" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Download same.md (2)" })).toBeVisible();
});
