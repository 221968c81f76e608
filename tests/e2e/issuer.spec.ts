import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { generate } from "otplib";
import { type OidcServer, startOidcServer } from "../support/oidc-server";
import { freePort, startProduct } from "../support/product";
import { test as base, expect, expectAccessible, register, signIn } from "./support/fixtures";

/** The product, with an issuer of OpenID Connect beside it. */
const test = base.extend<object, { beside: { issuer: OidcServer; port: number } }>({
  beside: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it wants from the pattern.
    async ({}, use) => {
      const port = await freePort();
      const issuer = await startOidcServer(`http://localhost:${port}/api/auth/callback/oidc`);
      await use({ issuer, port });
      await issuer.close();
    },
    { scope: "worker" },
  ],
  product: [
    async ({ beside: { issuer, port } }, use) => {
      const [id, secret] = ["client", "a long client secret"];
      const client = { OIDC_ISSUER: issuer.issuer, OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret };
      const product = await startProduct({ ...client, OIDC_NAME: "Acme" }, { port });
      await use(product);
      await product.close();
    },
    { scope: "worker", timeout: 180_000 },
  ],
});

test("somebody signs in through an issuer, again as the same, and is told why they are not let in", async ({
  page,
  context,
  beside: { issuer },
  product,
  expectedErrors,
}) => {
  expectedErrors.push(/status of (400|409)/);
  const goOn = page.getByRole("button", { name: "Continue with Acme" });
  const refused = async (words: string) => {
    await context.clearCookies();
    await page.goto("/sign-in");
    await goOn.click();
    await expect(page.getByRole("main").getByRole("alert")).toHaveText(words);
  };
  issuer.person = { sub: "ada", name: "Ada Lovelace", email: "ada@corp.example", email_verified: true };
  for (const email of ["ada@corp.example", "married@corp.example"]) {
    issuer.person.email = email;
    await context.clearCookies();
    await page.goto("/sign-in?callbackUrl=%2Faccount");
    await goOn.click();
    await page.waitForURL("**/account");
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Ada Lovelace");
    await expect(page.getByLabel("Email", { exact: true })).toHaveValue("ada@corp.example");
  }
  // It is the only way in: it stays.
  await page.getByRole("button", { name: "Unlink Acme" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Unlink" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("This is the only way into your account");

  issuer.person = { sub: "bob", email: "bob@corp.example", email_verified: false };
  await refused("The provider didn’t let you in, or hasn’t verified your email.");
  await expectAccessible(page);
  const account = await register(product.url);
  issuer.person = { sub: "same", email: account.email, email_verified: true };
  await refused(
    "There is already an account with this email. Sign in the way you did before, then you can continue.",
  );
  issuer.refuses = true;
  await refused("The provider didn’t confirm your sign-in. Try again, or sign in another way.");
  issuer.refuses = false;
  // What stands in an address is not looked up among what every object has.
  await page.goto("/sign-in?error=constructor");
  await expect(page.getByRole("main").getByRole("alert")).toHaveText("Signing in didn’t work. Try again.");
});

test("somebody without a password turns two-step sign-in on at once, and is asked for a code after the issuer", async ({
  page,
  context,
  beside: { issuer },
  expectedErrors,
}) => {
  expectedErrors.push(/status of 401/);
  issuer.person = { sub: "eve", name: "Eve", email: "eve@corp.example", email_verified: true };
  const enter = async () => {
    await page.goto("/sign-in?callbackUrl=%2Faccount");
    await page.getByRole("button", { name: "Continue with Acme" }).click();
  };
  await enter();
  await page.waitForURL("**/account");
  const section = page.getByRole("region", { name: "Two-step sign-in" });
  await section.getByRole("button", { name: "Turn on" }).click();
  await expect(section.getByRole("img", { name: "QR code" })).toBeVisible();
  const secret = (await section.locator("code").innerText()).replace(/\s/g, "");
  await section.getByRole("textbox", { name: "Code" }).fill(await generate({ secret }));
  await section.getByRole("button", { name: "Turn on" }).click();
  const codes = section.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  const recovery = await codes.first().innerText();

  await context.clearCookies();
  await enter();
  const code = page.getByLabel("Code or recovery code");
  await code.fill("000000");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(code).toHaveAccessibleDescription("This code is wrong or was already used");
  await expect(code).toBeFocused();
  await expectAccessible(page);
  await code.fill(recovery);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/account");
  await expect(section.getByText("9 recovery codes are left")).toBeVisible();
});

test("an issuer is linked by a fresh sign-in and unlinked by the password; what fails is said where it began", async ({
  page,
  browser,
  context,
  beside: { issuer },
  product,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 400/);
  const account = await register(product.url);
  await signIn(page, account);
  const ways = page.getByRole("region", { name: "Ways to sign in" });
  const link = async () => {
    await context.clearCookies({ domain: "127.0.0.1" });
    await page.goto("/account");
    await ways.getByRole("button", { name: "Link Acme" }).click();
  };
  const notLinked = async (words: string) => {
    await link();
    await expect(ways.getByRole("alert")).toHaveText(words);
  };
  issuer.person = { sub: `of ${account.email}`, email: "other@corp.example", email_verified: true };
  await link();
  await expect(ways.getByText("Linked · just now")).toBeVisible();
  await expect(page.getByLabel("Email", { exact: true })).toHaveValue(account.email);

  const unlink = page.getByRole("alertdialog").getByRole("button", { name: "Unlink" });
  await ways.getByRole("button", { name: "Unlink Acme" }).click();
  await page.getByLabel("Your password").fill("wrong");
  await unlink.click();
  await expect(page.getByText("Current password is wrong")).toBeVisible();
  await page.getByLabel("Your password").fill(account.password);
  await unlink.click();
  await expect(ways.getByRole("button", { name: "Link Acme" })).toBeVisible();

  const { person } = issuer;
  issuer.person = { ...person, email_verified: false };
  await notLinked("Not linked: the provider didn’t let you in, or hasn’t verified your email.");
  await expectAccessible(page);
  issuer.refuses = true;
  await notLinked("Not linked: the provider didn’t confirm your sign-in. Try again.");
  issuer.refuses = false;
  // Somebody else's.
  const other = await browser.newPage({ baseURL: product.url });
  issuer.person = { sub: "taken", email: "taken@corp.example", email_verified: true };
  await other.goto("/sign-in");
  await other.getByRole("button", { name: "Continue with Acme" }).click();
  await other.waitForURL("**/projects**");
  await other.close();
  await notLinked("Not linked: that account already opens another account here.");

  // As old as that the session is no proof any more.
  const database = new DatabaseSync(join(product.dataDir, "chatbot.sqlite"));
  database.exec("UPDATE sessions SET created_at = created_at - 601000");
  database.close();
  issuer.person = { ...person, email_verified: true };
  await link();
  await expect(page.getByText("takes a sign-in that is less than ten minutes old")).toBeVisible();
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/account");
  await ways.getByRole("button", { name: "Link Acme" }).click();
  await expect(ways.getByText("Linked · just now")).toBeVisible();

  await ways.getByRole("button", { name: "Unlink Acme" }).click();
  await page.getByLabel("Your password").fill(account.password);
  await unlink.click();
  await issuer.close();
  await notLinked("Not linked: the provider can’t be reached right now. Try again later.");
  await context.clearCookies();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue with Acme" }).click();
  await expect(page.getByText("The provider can’t be reached right now.")).toBeVisible();
});
