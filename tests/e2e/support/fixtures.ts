import { AxeBuilder } from "@axe-core/playwright";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import axeCore from "axe-core";
import { type Account, register } from "../../support/account";
import { freshDatabase } from "../../support/mongo-server";
import { type OpenAIServer, startOpenAIServer } from "../../support/openai-server";
import { type ProductServer, startProduct } from "../../support/product";
import type { EngineOptions } from "./engine";

export { type Account, expect, register };

type WorkerFixtures = EngineOptions & {
  /** The scripted provider the product talks to; scenarios are listed in tests/support/openai-scenarios.ts. */
  provider: OpenAIServer;
  /** The production build on this project's engine, with a database of this worker's own. */
  product: ProductServer;
  /** The first account: it administers, and is led through setting the installation up; the tests are about those who come later. */
  operator: Account;
};
type TestFixtures = {
  /** Console errors this test expects; any other error on any page fails it. */
  expectedErrors: RegExp[];
  /** Registered over the API, signed in nowhere. */
  account: Account;
  /** A page whose browser is signed in as `account`. */
  signedIn: Page;
};

/** What goes wrong in any page of the context from now on, but for what is expected. */
export function errorsOf(context: BrowserContext, expected: RegExp[]): string[] {
  const errors: string[] = [];
  const note = (text: string) => {
    if (!expected.some((pattern) => pattern.test(text))) errors.push(text);
  };
  context.on("console", (message) => {
    if (message.type() === "error") note(`${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => note(String(error.error().stack ?? error.error())));
  return errors;
}

/** Signs in through the page that people use. */
export async function signIn(page: Page, { email, password }: Account): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/projects**");
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  engine: ["sqlite", { option: true, scope: "worker" }],
  provider: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it wants from the pattern.
    async ({}, use) => {
      const provider = await startOpenAIServer();
      await use(provider);
      await provider.close();
    },
    { scope: "worker" },
  ],
  product: [
    async ({ engine, provider }, use) => {
      const product = await startProduct({
        OPENAI_BASE_URL: provider.url,
        OPENAI_API_KEY: "sk-scripted",
        ...databaseOf(engine),
      });
      await use(product);
      await product.close();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  operator: [async ({ product }, use) => use(await register(product.url)), { scope: "worker", auto: true }],
  baseURL: async ({ product }, use) => use(product.url),
  expectedErrors: [
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    async ({}, use) => use([]),
    { auto: true },
  ],
  context: async ({ context, expectedErrors }, use) => {
    const errors = errorsOf(context, expectedErrors);
    await use(context);
    expect(errors, "errors in the browser's console").toEqual([]);
  },
  account: async ({ product }, use) => use(await register(product.url)),
  signedIn: async ({ page, account }, use) => {
    await signIn(page, account);
    await use(page);
  },
});

/** Variables for a server on an empty database of its own; servers that share them share it. */
export function databaseOf(engine: EngineOptions["engine"]): Record<string, string> {
  if (engine === "sqlite") return {};
  const server = process.env.MONGODB_TEST_URI;
  if (!server) throw new Error("MONGODB_TEST_URI names no server");
  return {
    MONGODB_URI: freshDatabase(server),
    JWT_SECRET: "for the tests",
    NEXTAUTH_SECRET: "for the tests",
  };
}

/** Rules whose verdict depends on the theme. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** The builder sends axe's half a megabyte four times a look; here it goes into a document once, and the builder gets what names it. */
async function axeOf(page: Page): Promise<AxeBuilder> {
  // Frames are the builder's to load.
  if (page.frames().length > 1) return new AxeBuilder({ page });
  const loaded = await page.evaluate(() => "axe" in window);
  if (!loaded) await page.evaluate(axeCore.source);
  return new AxeBuilder({ page, axeSource: "window.axe.version" });
}

/**
 * axe finds nothing on the page as it stands, in light and in dark.
 * @param within selectors of the parts to look at, where the whole page is long and of one kind
 */
export async function expectAccessible(
  page: Page,
  assert: typeof expect.soft = expect,
  within: string[] = [],
): Promise<void> {
  // A page that is only on its way has no title yet.
  await expect(page).toHaveTitle(/\S/);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Colours go over in a moment even without motion, and are only then what people see.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    // To name every element that is as it should be takes longer than to look at it.
    const axe = (await axeOf(page)).options({ resultTypes: ["violations"] }).setLegacyMode();
    // A tip is in no landmark: it belongs to whatever it stands beside.
    axe.exclude("#tip");
    // An open menu hides the page from everybody but the eyes, and is no landmark: it is looked at by itself.
    if ((await page.getByRole("menu").count()) > 0) axe.include("[role=menu]").disableRules(["region"]);
    for (const part of within) axe.include(part);
    if (colorScheme === "dark") axe.withRules(COLOUR_RULES);
    const { violations } = await axe.analyze();
    const found = violations.map(
      ({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(({ target }) => target).join(", ")}`,
    );
    assert(found).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}
