import { type Browser, type BrowserContext, chromium } from "playwright";
import { findChromium } from "../../scripts/support/chromium.mjs";
import { startOpenAIServer } from "../../tests/support/openai-server.ts";
import { startProduct } from "../../tests/support/product.ts";

export type Bench = {
  url: string;
  dataDir: string;
  userId: string;
  browser: Browser;
  context: BrowserContext;
  call<T>(path: string, body?: unknown): Promise<T>;
  close(): Promise<void>;
};

/** The production build on a free port with an empty database, the scripted provider behind it, a browser signed in. */
export async function openBench(): Promise<Bench> {
  const provider = await startOpenAIServer();
  const product = await startProduct({
    OPENAI_BASE_URL: provider.url,
    OPENAI_API_KEY: "bench",
    RATE_LIMIT_MAX_REQUESTS: "1000000",
    LOG_LEVEL: "error",
  });
  const { url, dataDir } = product;
  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: ["--no-sandbox", "--disable-background-networking"],
    ...(executablePath ? { executablePath } : {}),
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const account = { email: "bench@example.com", password: "correct horse", name: "Bench" };
  const registered = await fetch(`${url}/api/auth/register`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(account),
  });
  const { token, user } = (await registered.json()).data;
  const { csrfToken } = await (await context.request.get(`${url}/api/auth/csrf`)).json();
  await context.request.post(`${url}/api/auth/callback/credentials`, {
    headers: { Origin: url },
    form: { csrfToken, email: account.email, password: account.password, json: "true" },
  });
  return {
    url,
    dataDir,
    userId: user.id,
    browser,
    context,
    async call(path, body) {
      const response = await fetch(url + path, {
        method: body === undefined ? "GET" : "POST",
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const payload = await response.json();
      if (!payload.success) throw new Error(`${path}: ${response.status} ${payload.message}`);
      return payload.data;
    },
    async close() {
      await browser.close();
      await product.close();
      await provider.close();
    },
  };
}
