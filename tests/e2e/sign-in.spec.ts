import { expect, test } from "./support/test";

test("48, 69: sign-up names what is wrong beside the field and puts the cursor there", async ({ page }) => {
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill("Ada");
  await page.getByLabel("Email").fill("not an address");
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Enter a valid email address" })).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "at least 6 characters" })).toBeVisible();
  await expect(page.getByLabel("Email")).toBeFocused();
  await page.getByLabel("Email").fill("ada@example.com");
  await expect(page.getByText("Enter a valid email address")).toBeHidden();
});

test("a taken email is said at its field, a wrong password above the form", async ({
  page,
  me,
  noise,
  context,
}) => {
  noise.allow(/status of 40[01]/);
  await context.clearCookies();
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill("Ada");
  await page.getByLabel("Email").fill(me.email);
  await page.getByLabel("Password", { exact: true }).fill("another password");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("There is already an account with this email")).toBeVisible();
  await expect(page.getByLabel("Email")).toBeFocused();

  await page.getByRole("link", { name: "Sign in" }).click();
  // The fields of both pages have the same names.
  await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
  await page.getByLabel("Email").fill(me.email);
  await page.getByLabel("Password", { exact: true }).fill("wrong password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Invalid email or password" })).toBeVisible();
});

test("60: a page that needs a session leads to sign-in and back to itself", async ({
  page,
  me,
  project,
  context,
}) => {
  await context.clearCookies();
  await page.goto(`/projects/${project.id}/settings`);
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await page.getByLabel("Email").fill(me.email);
  await page.getByLabel("Password", { exact: true }).fill(me.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(new RegExp(`/projects/${project.id}/settings$`));
});

test("60: signing in leads to no other site", async ({ page, me, context, product }) => {
  await context.clearCookies();
  for (const target of ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]) {
    await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(target)}`);
    await page.getByLabel("Email").fill(me.email);
    await page.getByLabel("Password", { exact: true }).fill(me.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(`${product.url}/projects`);
    await context.clearCookies();
  }
});

test("61: too many attempts say how long to wait", async ({ page, noise }) => {
  noise.allow(/status of 429/);
  await page.route("**/api/auth/callback/credentials", (route) =>
    route.fulfill({
      status: 429,
      headers: { "Retry-After": "120" },
      json: { success: false, code: "rate_limited", message: "Too many requests", requestId: "x" },
    }),
  );
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill("ada@example.com");
  await page.getByLabel("Password", { exact: true }).fill("secret123");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "2 minutes" })).toBeVisible();
});

test("signing out ends the session", async ({ page, me }) => {
  await page.goto("/projects");
  await page.getByRole("button", { name: me.name }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
  await page.goto("/projects");
  await expect(page).toHaveURL(/\/sign-in/);
});
