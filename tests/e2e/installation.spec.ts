import { test as base, expect, expectAccessible, signIn } from "./support/fixtures";
import { type Caller, callerFor, forgetSession } from "./support/test";

/** The operator's calls, by a token of their own. */
const test = base.extend<{ asOperator: Caller }>({
  asOperator: async ({ product, operator }, use) => {
    const { email, password } = operator;
    const response = await fetch(`${product.url}/api/auth/login`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
    const { data } = (await response.json()) as { data: { token: string } };
    await use(callerFor(product.url, data));
  },
});

test("an account that was made is not asked for again when signing in to it fails", async ({
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 503/);
  const email = `late-${Date.now()}@example.com`;
  const away = { success: false, code: "store_unavailable", message: "The database is away", requestId: "x" };
  await page.route("**/api/auth/callback/credentials", (route) => route.fulfill({ status: 503, json: away }));
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill("Late");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("correct horse");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText(`Your account ${email} was created`)).toBeVisible();
  await expect(page.getByText("confirm your email")).toHaveCount(0);
  await expectAccessible(page);
  await page.unroute("**/api/auth/callback/credentials");
  await page.getByRole("main").getByRole("status").getByRole("link", { name: "Sign in" }).click();
  await page.waitForURL("**/sign-in**");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("correct horse");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/projects**");
});

test("where people come by invitation there is a form for those who have one alone", async ({
  page,
  asOperator,
}) => {
  const settings = (signUp: string) => asOperator("/api/admin/settings", { method: "PUT", body: { signUp } });
  const { project } = await asOperator<{ project: { id: string } }>("/api/projects", {
    body: { name: "Own" },
  });
  const { url } = await asOperator<{ url: string }>(`/api/projects/${project.id}/invitations`, {
    body: { role: "member" },
  });
  await settings("invited");
  try {
    await page.goto("/sign-in");
    await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
    await expect(page.getByRole("link", { name: "Create an account" })).toHaveCount(0);
    await page.goto("/sign-up");
    await expect(page.getByRole("heading", { name: "Sign-up is not open" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Create account" })).toHaveCount(0);
    await expectAccessible(page);
    await page.goto(url);
    await page.getByRole("link", { name: "Create an account" }).click();
    await page.getByLabel("Name").fill("Guest");
    await page.getByLabel("Email").fill(`guest-${Date.now()}@example.com`);
    await page.getByLabel("Password", { exact: true }).fill("correct horse");
    await page.getByRole("button", { name: "Create account" }).click();
    await page.getByRole("button", { name: /join/i }).dblclick();
    await page.waitForURL(new RegExp(`/projects/${project.id}`));
  } finally {
    await settings("open");
  }
});

test("a forgotten password is set once by the link in the operator's log, which scanners do not use up", async ({
  page,
  product,
  account,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 400/);
  await page.goto("/forgot");
  await page.getByLabel("Email").fill(account.email);
  await page.getByRole("button", { name: "Send reset link" }).click();
  await expect(page.getByText("If there is an account with this email, a link is on its way")).toBeVisible();
  const links = () => product.output().match(/http:\/\/[^"\s]+\/reset\?token=[\w-]+/g) ?? [];
  await expect.poll(() => links().length).toBeGreaterThan(0);
  const link = links().at(-1) ?? "";
  for (let twice = 0; twice < 2; twice++) expect((await fetch(link)).ok).toBe(true);
  const set = async (password: string) => {
    await page.goto(link);
    await page.getByLabel("New password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Set password" }).dblclick();
  };
  await set("another horse");
  await expect(page.getByText("Your new password is set")).toBeVisible();
  await signIn(page, { ...account, password: "another horse" });
  await forgetSession(page);
  await set("a third horse");
  await expect(page.getByText("This link has expired or was already used")).toBeVisible();
  await page.getByRole("link", { name: "Ask for a new one" }).click();
  await page.waitForURL("**/forgot");
});

test("an email is confirmed by a click, not by what opens links, and lets in whom a rule about domains keeps out", async ({
  page,
  product,
  asOperator,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 40[013]/);
  const email = `vera-${Date.now()}@example.com`;
  const links = () => product.output().match(/http:\/\/[^"\s]+\/verify\?token=[\w.-]+/g) ?? [];
  const signingIn = async () => {
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill("correct horse");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  };
  await asOperator("/api/admin/settings", { method: "PUT", body: { domains: ["example.com"] } });
  try {
    await page.goto("/sign-up");
    await page.getByLabel("Name").fill("Vera");
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill("correct horse");
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page.getByText(`We sent a link to ${email}`)).toBeVisible();
    await expect.poll(() => links().length).toBeGreaterThan(0);
    const link = links().at(-1) ?? "";
    for (let twice = 0; twice < 2; twice++) expect((await fetch(link)).ok).toBe(true);
    await page.goto("/sign-in");
    await signingIn();
    await expect(page.getByText("Confirm your email first")).toBeVisible();

    await page.goto(`${link}x`);
    await page.getByRole("button", { name: "Confirm email" }).click();
    await expect(page.getByText("This link has expired or is for another address")).toBeVisible();
    await page.goto(link);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Confirm email" }).dblclick();
    await expect(page.getByText("Your email is confirmed.")).toBeVisible();
    await page.getByRole("link", { name: "Continue" }).click();
    await page.waitForURL("**/sign-in**");
    await signingIn();
    await page.waitForURL("**/projects**");
  } finally {
    await asOperator("/api/admin/settings", { method: "PUT", body: { domains: [] } });
  }
});
