import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import { generate } from "otplib";
import { startProduct } from "../support/product";
import { databaseOf, expect, expectAccessible, register, signIn, test } from "./support/fixtures";
import { callerFor, forgetSession, openSession } from "./support/test";

const SHOTS = process.env.ADMIN_SHOTS;

test("the first account sets the installation up in three steps, and goes on where it left", async ({
  page,
  engine,
  provider,
}) => {
  test.setTimeout(180_000);
  const product = await startProduct(databaseOf(engine));
  try {
    await page.goto(`${product.url}/sign-up`);
    await expect(page.getByRole("heading", { name: "Set up this installation" })).toBeVisible();
    await page.getByLabel("Name").fill("Grace Hopper");
    await page.getByLabel("Email").fill("grace@example.com");
    await page.getByLabel("Password", { exact: true }).fill("correct horse");
    await page.getByRole("button", { name: "Create account" }).click();
    await page.waitForURL("**/admin/start");
    await expect(page.getByRole("listitem").filter({ hasText: "Connect a provider" })).toHaveAttribute(
      "aria-current",
      "step",
    );
    await expectAccessible(page);
    const connect = page.getByRole("form", { name: "Connect a provider" });
    await connect.getByRole("combobox", { name: "Provider" }).click();
    await page.getByRole("option", { name: "Custom" }).click();
    await connect.getByLabel("Address", { exact: true }).fill(provider.url);
    await connect.getByLabel("API key").fill("sk-scripted");
    await connect.getByLabel("The address is on this server’s own network").check();
    await connect.getByRole("button", { name: "Connect and test" }).click();
    await expect(page.getByText(/answered in/)).toBeVisible();
    await page.getByRole("button", { name: "Continue" }).click();

    // Left here, and come back to.
    await expect(page.getByText("1 of 3 steps done")).toBeVisible();
    await page.goto(`${product.url}/projects`);
    await page.getByRole("note").getByRole("link", { name: "Continue" }).click();
    const form = page.getByRole("form", { name: "Sign-up" });
    await form.getByLabel("Allowed email domains").fill("no domain");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form.getByText("Enter a domain like example.com")).toBeVisible();
    await form.getByLabel("Allowed email domains").fill("example.com");
    await form.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: /^Support desk/ }).click();
    await page.waitForURL(/\/projects\/[0-9a-f]{24}$/);
    await page.goto(`${product.url}/projects`);
    await expect(page.getByRole("heading", { name: "Projects", level: 1 })).toBeVisible();
    await expect(page.getByText("The installation isn’t set up yet")).toBeHidden();
  } finally {
    await product.close();
  }
});

test("an administrator runs the installation from its pages; nobody else finds them", async ({
  page,
  operator,
  account,
  expectedErrors,
}) => {
  test.setTimeout(180_000);
  // The page that others get is a 404; the last administrator is refused.
  expectedErrors.push(/status of (404|409)/);
  await signIn(page, operator);
  await page.getByRole("button", { name: /, your menu$/ }).click();
  await page.getByRole("menuitem", { name: "Administration" }).click();
  await page.waitForURL("**/admin/people");

  await page.getByLabel("Search people").fill(account.email);
  const people = page.getByRole("list", { name: "People" });
  await expect(people.getByRole("listitem")).toHaveCount(1);
  const choose = async (item: string) => {
    await page.getByRole("button", { name: `Actions for ${account.name}` }).click();
    await page.getByRole("menuitem", { name: item, exact: true }).click();
  };
  await choose("Disable");
  await page.getByRole("alertdialog").getByRole("button", { name: "Disable" }).click();
  // On a phone the mark stands below the name.
  await expect(people.getByText("Disabled").filter({ visible: true })).toBeVisible();
  await choose("Enable");
  await expect(people.getByText("Disabled")).toHaveCount(0);
  await choose("Limits");
  const limits = page.getByRole("dialog");
  await limits.getByLabel("Tokens a day").fill("many");
  await limits.getByRole("button", { name: "Save limits" }).click();
  await expect(limits.getByText("Tokens a day must be a number")).toBeVisible();
  await limits.getByLabel("Tokens a day").fill("100,000");
  await limits.getByRole("button", { name: "Save limits" }).click();
  await expect(limits).toBeHidden();
  await choose("Password link");
  await page.getByRole("dialog").getByRole("button", { name: "Create link" }).click();
  await expect(page.getByRole("dialog").getByLabel("Link", { exact: true })).toHaveValue(/\/reset\?token=/);
  await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();

  // The last administrator stays, whichever way they try.
  const lastStays = page.getByRole("alertdialog").getByText("The last administrator stays");
  await page.getByLabel("Search people").fill(operator.email);
  await expect(people.getByText(operator.email)).toBeVisible();
  for (const way of ["Remove as administrator", "Disable"]) {
    await page.getByRole("button", { name: `Actions for ${operator.name}` }).click();
    await page.getByRole("menuitem", { name: way, exact: true }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: way }).click();
    await expect(lastStays).toBeVisible();
    await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
  }
  await page.goto("/account");
  await page.getByRole("button", { name: "Delete account" }).click();
  await page.getByRole("alertdialog").locator("input[type=password]").fill(operator.password);
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete account" }).click();
  await expect(lastStays).toBeVisible();
  await page.goto("/admin/people");

  const nav = page.getByRole("navigation", { name: "Administration" });
  for (const [link, ready] of [
    ["People", page.getByRole("list", { name: "People" })],
    ["Settings", page.getByRole("form", { name: "Limits per person" })],
    ["Usage", page.getByRole("combobox", { name: "Group by" })],
    ["Audit log", page.getByRole("list", { name: "Audit log" })],
    ["Health", page.getByRole("heading", { name: "Errors today" })],
  ] as const) {
    await nav.getByRole("link", { name: link, exact: true }).click();
    await expect(ready).toBeVisible();
    await expectAccessible(page);
    if (!SHOTS) continue;
    for (const [width, colorScheme] of [
      [1440, "light"],
      [375, "dark"],
      [375, "light"],
    ] as const) {
      await page.setViewportSize({ width, height: 812 });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({
        path: `${SHOTS}-${link.replace(" ", "-")}-${width}-${colorScheme}.png`,
        fullPage: true,
      });
    }
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.emulateMedia({ colorScheme: null });
  }

  await forgetSession(page);
  await signIn(page, account);
  await page.goto("/usage");
  await expect(page.getByRole("region", { name: "Your limits" })).toContainText("0 of 100,000");
  await page.goto("/admin/people");
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
});

test("an administrator downloads a backup that opens, and the audit log as a file of what the filter shows", async ({
  page,
  product,
  operator,
  account,
}) => {
  await signIn(page, operator);
  await page.goto("/admin/health");
  await page.getByRole("button", { name: "Download a backup" }).click();
  const backup = page.waitForEvent("download");
  await page.getByRole("alertdialog").getByRole("button", { name: "Download a backup" }).click();
  const saved = await backup;
  expect(saved.suggestedFilename()).toMatch(/^backup-\d{4}-\d\d-\d\d\.zip$/);
  const parts = unzipSync(await readFile(await saved.path()));
  const folder = await mkdtemp(join(tmpdir(), "backup-"));
  await writeFile(join(folder, "chatbot.sqlite"), parts["chatbot.sqlite"] ?? new Uint8Array());
  const database = new DatabaseSync(join(folder, "chatbot.sqlite"), { readOnly: true });
  expect(database.prepare("PRAGMA integrity_check").get()).toMatchObject({ integrity_check: "ok" });
  expect(database.prepare("SELECT name FROM users WHERE email = ?").get(account.email)).toMatchObject({
    name: account.name,
  });
  database.close();
  await rm(folder, { recursive: true });
  const secret = await readFile(join(product.dataDir, "jwt-secret"), "utf8");
  expect(strFromU8(parts["jwt-secret"] ?? new Uint8Array())).toBe(secret);

  await page.goto("/admin/audit");
  const rows = page.getByRole("list", { name: "Audit log" }).getByRole("listitem");
  await expect(rows.filter({ hasText: "Signed up" }).first()).toBeVisible();
  await page.getByRole("combobox", { name: "What" }).click();
  await page.getByRole("option", { name: "Made a backup", exact: true }).click();
  await expect(rows.filter({ hasText: "Signed up" })).toHaveCount(0);
  // The browser came by IPv6 or IPv4; either is written as people know it.
  await expect(rows.first()).toContainText(/ · (::1|127\.0\.0\.1)/);
  const csv = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV" }).click();
  const [head, ...lines] = (await readFile(await (await csv).path(), "utf8")).trim().split("\r\n");
  expect(head).toContain('"time","action","actor"');
  expect(lines).toHaveLength(await rows.count());
  expect(lines.every((line) => line.includes('"backup"') && line.includes(operator.email))).toBe(true);
  await page.getByLabel("From").fill("2999-01-01");
  await expect(page.getByText("Nothing of this kind happened in this period.")).toBeVisible();
});

test("two-step sign-in is required of administrators, who are led to it, recover by a code, and by the operator's command", async ({
  page,
  engine,
  context,
  expectedErrors,
}) => {
  test.setTimeout(180_000);
  expectedErrors.push(/status of 40[01]/);
  const product = await startProduct(databaseOf(engine));
  try {
    const [first, second] = [await register(product.url), await register(product.url)];
    const { users } = await callerFor(
      product.url,
      first,
    )<{ users: { id: string; email: string }[] }>("/api/admin/users");
    const other = users.find(({ email }) => email === second.email);
    await callerFor(product.url, first)(`/api/admin/users/${other?.id}`, {
      method: "PATCH",
      body: { admin: true },
    });
    await openSession(context, product.url, first);
    await page.goto(`${product.url}/admin/settings`);
    const form = page.getByRole("form", { name: "Administrators" });
    const require = async () => {
      await form.getByRole("combobox").click();
      await page.getByRole("option", { name: "Required" }).click();
      await form.getByRole("button", { name: "Save" }).click();
    };
    await require();
    // Who has none would shut themselves out.
    await expect(form.getByText("Turn two-step sign-in on for your own account first")).toBeVisible();
    await page.goto(`${product.url}/account`);
    const codes = await turnOn(page, first.password);
    await page.goto(`${product.url}/admin/settings`);
    await require();
    await expect(page.getByText("Saved")).toBeVisible();

    // The other administrator is led to their account, and back into the pages with a code.
    await forgetSession(page);
    await openSession(context, product.url, second);
    await page.goto(`${product.url}/admin/people`);
    await page.waitForURL("**/account**");
    await expect(page.getByText("Administrators need two-step sign-in here")).toBeVisible();
    await turnOn(page, second.password);
    await page.goto(`${product.url}/admin/people`);
    await expect(page.getByRole("list", { name: "People" })).toBeVisible();

    // The first has lost the phone.
    const withCode = async (code: string) => {
      await forgetSession(page);
      await page.goto(`${product.url}/sign-in`);
      await page.getByLabel("Email").fill(first.email);
      await page.getByLabel("Password", { exact: true }).fill(first.password);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.getByLabel("Code or recovery code").fill(code);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
    };
    await withCode(codes[0] ?? "");
    await page.waitForURL("**/projects**");
    await withCode(codes[0] ?? "");
    await expect(page.getByText("This code is wrong or was already used")).toBeVisible();
    // And the recovery codes too.
    const command = promisify(execFile)(
      process.execPath,
      ["scripts/admin.mjs", "end-two-step", first.email],
      {
        env: { ...process.env, DATA_DIR: product.dataDir, MONGODB_URI: "", ...databaseOf(engine) },
      },
    );
    expect((await command).stdout).toContain("by the password alone");
    await forgetSession(page);
    await openSession(context, product.url, first);
    await page.goto(`${product.url}/admin/people`);
    await page.waitForURL("**/account**");
  } finally {
    await product.close();
  }
});

/** Turns two-step sign-in on. @returns the recovery codes */
async function turnOn(page: Page, password: string): Promise<string[]> {
  const section = page.getByRole("region", { name: "Two-step sign-in" });
  await section.getByRole("button", { name: "Turn on" }).click();
  await section.getByLabel("Current password").fill(password);
  await section.getByRole("button", { name: "Turn on" }).click();
  const secret = (await section.locator("code").innerText()).replace(/\s/g, "");
  await section.getByRole("textbox", { name: "Code" }).fill(await generate({ secret }));
  await section.getByRole("button", { name: "Turn on" }).click();
  const codes = section.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  return codes.allInnerTexts();
}
