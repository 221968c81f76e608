import { randomUUID } from "node:crypto";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { type OpenAIServer, startOpenAIServer } from "../../support/openai-server";
import type { Engine, EngineOptions } from "./engine";
import { type ProductServer, startProduct } from "./server";

export { expect };

export type Account = { email: string; password: string; name: string; token: string };

/** Calls the product's API as one account; answers `data`. */
export type Caller = <T = Record<string, never>>(
  path: string,
  options?: { method?: string; body?: unknown },
) => Promise<T>;

type Noise = {
  /** This text may appear in the console: the test provokes it. */
  allow(pattern: RegExp): void;
  watch(page: Page): void;
};

type TestFixtures = {
  noise: Noise;
  account: Account;
  call: Caller;
  project: { id: string; name: string };
};
type WorkerFixtures = EngineOptions & { provider: OpenAIServer; product: ProductServer };

/**
 * A signed-in page on the production build, with the scripted provider behind it. Whatever a page writes to the
 * console as an error or a warning, and every error that nobody caught, fails the test.
 */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  engine: ["sqlite", { option: true, scope: "worker" }],
  provider: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const provider = await startOpenAIServer();
      await use(provider);
      await provider.close();
    },
    { scope: "worker" },
  ],
  product: [
    async ({ provider, engine }, use) => {
      const product = await startProduct({
        OPENAI_BASE_URL: provider.url,
        OPENAI_API_KEY: "test-key",
        ...(await engineVariables(engine)),
      });
      await use(product);
      await product.close();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  baseURL: async ({ product }, use) => use(product.url),
  noise: [
    async ({ context }, use) => {
      const heard: string[] = [];
      const allowed: RegExp[] = [];
      const watch = (page: Page) => {
        page.on("console", (message) => {
          if (message.type() === "error" || message.type() === "warning") heard.push(message.text());
        });
        page.on("pageerror", (error) => heard.push(`uncaught: ${error.message}`));
      };
      context.on("page", watch);
      await use({ allow: (pattern) => allowed.push(pattern), watch });
      const unexpected = heard.filter((text) => !allowed.some((pattern) => pattern.test(text)));
      expect(unexpected, "the console stays silent").toEqual([]);
    },
    { auto: true },
  ],
  account: async ({ context, product }, use) => use(await signedIn(context, product.url)),
  call: async ({ account, product }, use) => use(callerFor(product.url, account)),
  project: async ({ call }, use) => {
    const { project } = await call<{ project: { id: string; name: string } }>("/api/projects", {
      body: { name: "Travel planner", settings: { model: "gpt-4o-mini", maxTokens: 4_000 } },
    });
    await use(project);
  },
});

/** A fresh account whose browser session is in `context`. */
export async function signedIn(context: BrowserContext, url: string): Promise<Account> {
  const account = { email: `${randomUUID()}@example.com`, password: "correct horse", name: "Ada Lovelace" };
  const registered = await fetch(`${url}/api/auth/register`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(account),
  });
  const { data } = (await registered.json()) as { data: { token: string } };
  await signIn(context, url, account);
  return { ...account, token: data.token };
}

/** Through next-auth's own routes: the form has its own test. */
export async function signIn(
  context: BrowserContext,
  url: string,
  { email, password }: Pick<Account, "email" | "password">,
): Promise<void> {
  const { csrfToken } = await (await context.request.get(`${url}/api/auth/csrf`)).json();
  const answer = await context.request.post(`${url}/api/auth/callback/credentials`, {
    headers: { Origin: url },
    form: { csrfToken, email, password, json: "true" },
  });
  expect(answer.ok()).toBe(true);
}

export function callerFor(url: string, account: Account): Caller {
  return async (path, { method, body } = {}) => {
    const response = await fetch(url + path, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: { Authorization: `Bearer ${account.token}`, "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const payload = (await response.json()) as { success: boolean; data: never; message?: string };
    if (!payload.success) throw new Error(`${path}: ${response.status} ${payload.message}`);
    return payload.data;
  };
}

async function engineVariables(engine: Engine): Promise<Record<string, string>> {
  if (engine === "sqlite") return {};
  const { mongoTestUri } = await import("../../support/mongo-server");
  const uri = await mongoTestUri();
  if (!uri) throw new Error("No MongoDB server for the tests");
  return {
    MONGODB_URI: uri,
    JWT_SECRET: "a test secret of enough length, no real one",
    NEXTAUTH_SECRET: "another test secret of enough length",
  };
}
