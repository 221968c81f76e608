import { type BrowserContext, expect, type Page, type Route } from "@playwright/test";
import { type Account, test as base, register } from "./fixtures";

export { expect };

export type Member = Account & { token: string };

/** Calls the product's API as one account; answers `data`. */
export type Caller = <T = Record<string, never>>(
  path: string,
  options?: { method?: string; body?: unknown },
) => Promise<T>;

type Fixtures = {
  /** Console errors that the test provokes. */
  noise: { allow(pattern: RegExp): void };
  /** A fresh account whose browser session is in the context already. */
  me: Member;
  call: Caller;
  project: { id: string; name: string };
};

/** For tests that begin behind the sign-in, in a project of their own. */
export const test = base.extend<Fixtures>({
  noise: async ({ expectedErrors }, use) => use({ allow: (pattern) => void expectedErrors.push(pattern) }),
  me: async ({ context, product }, use) => use(await signedIn(context, product.url)),
  call: async ({ me, product }, use) => use(callerFor(product.url, me)),
  project: async ({ call }, use) => {
    const { project } = await call<{ project: { id: string; name: string } }>("/api/projects", {
      body: { name: "Travel planner", settings: { model: "gpt-4o-mini", maxTokens: 4_000 } },
    });
    await use(project);
  },
});

/** A fresh account whose browser session is in `context`. */
export async function signedIn(context: BrowserContext, url: string): Promise<Member> {
  const account = await register(url);
  await openSession(context, url, account);
  return account;
}

/** Through next-auth's own routes: the form has its own test. */
export async function openSession(context: BrowserContext, url: string, account: Account): Promise<void> {
  const { csrfToken } = await (await context.request.get(`${url}/api/auth/csrf`)).json();
  const answer = await context.request.post(`${url}/api/auth/callback/credentials`, {
    headers: { Origin: url },
    form: { csrfToken, email: account.email, password: account.password, json: "true" },
  });
  expect(answer.ok()).toBe(true);
}

export function callerFor(url: string, { token }: Pick<Member, "token">): Caller {
  return async (path, { method, body } = {}) => {
    const response = await fetch(url + path, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const payload = (await response.json()) as { success: boolean; data: never; message?: string };
    if (!payload.success) throw new Error(`${path}: ${response.status} ${payload.message}`);
    return payload.data;
  };
}

/** Requests that match wait until the returned function is called; then they go on, or get what `answer` gives them. */
export async function holdBack(
  page: Page,
  matching: Parameters<Page["route"]>[0],
  answer: (route: Route) => Promise<void> = (route) => route.continue(),
): Promise<() => void> {
  const held = Promise.withResolvers<void>();
  await page.route(matching, async (route) => {
    await held.promise;
    await answer(route);
  });
  return held.resolve;
}

/** Ends the browser's session. The open page is left first: it must not ask for anything without it. */
export async function forgetSession(page: Page): Promise<void> {
  await page.goto("about:blank");
  await page.context().clearCookies();
}
