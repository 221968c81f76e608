import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium } from "playwright";
import { envSchema } from "../../lib/env.ts";
import { findChromium } from "../../scripts/support/chromium.mjs";
import { startOpenAIServer } from "../../tests/support/openai-server.ts";

const start = fileURLToPath(new URL("../../scripts/start.mjs", import.meta.url));

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
  const dataDir = await mkdtemp(join(tmpdir(), "chatbot-bench-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const blank = Object.fromEntries(Object.keys(envSchema.shape).map((key) => [key, ""]));
  const server = spawn(process.execPath, [start], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      ...blank,
      npm_lifecycle_event: "",
      NODE_ENV: "test",
      BCRYPT_COST: "4",
      PORT: String(port),
      DATA_DIR: dataDir,
      FRONTEND_URL: url,
      OPENAI_BASE_URL: provider.url,
      OPENAI_API_KEY: "bench",
      RATE_LIMIT_MAX_REQUESTS: "1000000",
      LOG_LEVEL: "error",
    },
  });
  await answering(url, server);
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
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill();
      await ended;
      await provider.close();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    if ((await fetch(`${url}/api/health`).catch(() => null))?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("the server did not start");
}
