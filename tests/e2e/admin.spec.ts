import { startProduct } from "../support/product";
import { databaseOf, expect, expectAccessible, signIn, test } from "./support/fixtures";

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
  // The page that others get is a 404.
  expectedErrors.push(/status of 404/);
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
  await expect(limits.getByText("tokensPerDay must be a number")).toBeVisible();
  await limits.getByLabel("Tokens a day").fill("100,000");
  await limits.getByRole("button", { name: "Save limits" }).click();
  await expect(limits).toBeHidden();
  await choose("Password link");
  await page.getByRole("dialog").getByRole("button", { name: "Create link" }).click();
  await expect(page.getByRole("dialog").getByLabel("Link", { exact: true })).toHaveValue(/\/reset\?token=/);
  await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();

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

  await page.context().clearCookies();
  await signIn(page, account);
  await page.goto("/usage");
  await expect(page.getByRole("region", { name: "Your limits" })).toContainText("0 of 100,000");
  await page.goto("/admin/people");
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
});
