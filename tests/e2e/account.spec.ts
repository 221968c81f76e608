import { readFile } from "node:fs/promises";
import { strFromU8, unzipSync } from "fflate";
import { expectAccessible } from "./support/fixtures";
import { expect, test } from "./support/test";

test("everything of one's own is saved as one archive", async ({ page, call, project, me }) => {
  const { chatId } = await call<{ chatId: string }>(`/api/chat/${project.id}`, {
    body: { message: "Where to go?", stream: false },
  });
  await page.goto("/account");
  await expectAccessible(page);
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export my data" }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe("chatbot-platform-data.zip");
  const files = unzipSync(await readFile(await saved.path()));
  expect(JSON.parse(strFromU8(files["profile.json"] ?? new Uint8Array()))).toMatchObject({ email: me.email });
  const chat = Object.keys(files).find((name) => name.endsWith(`(${chatId.slice(-6)}).md`)) ?? "";
  expect(strFromU8(files[chat] ?? new Uint8Array())).toContain("Where to go?");
  await expect(page.getByText("Saved to your downloads.")).toBeVisible();
});

test("an archive that breaks off is not passed off as whole", async ({ page, me, noise }) => {
  expect(me.name).not.toBe("");
  noise.allow(/status of 429|Failed to load resource/);
  await page.goto("/account");
  await page.route("**/api/users/export", (route) => route.abort(), { times: 1 });
  await page.getByRole("button", { name: "Export my data" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "The archive is incomplete" });
  await expect(alert).toContainText("can’t be reached");
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Try again" }).click();
  await saving;
  await expect(alert).toBeHidden();
});
