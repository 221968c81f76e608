import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { envSchema } from "@/lib/env";

const startScript = fileURLToPath(new URL("../../scripts/start.mjs", import.meta.url));

export type ProductServer = {
  url: string;
  dataDir: string;
  /** What the process has printed so far. */
  output(): string;
  /** Ends the process (SIGTERM; SIGKILL after 15 s) and keeps its data. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Ends the process and removes its data. */
  close(): Promise<void>;
};

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/**
 * The production build as `npm start` runs it, on a free port. Every variable the product reads is set here or empty,
 * so neither the shell's nor a `.env.local`'s reaches a test.
 */
export async function startProduct(
  variables: Partial<Record<string, string>> = {},
  options: { dataDir?: string; port?: number } = {},
): Promise<ProductServer> {
  const port = options.port ?? (await freePort());
  const url = `http://localhost:${port}`;
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "chatbot-data-")));
  const blank = Object.fromEntries(Object.keys(envSchema.shape).map((key) => [key, ""]));
  const child = spawn(process.execPath, [startScript], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      ...blank,
      npm_lifecycle_event: "",
      // Not `production`: only under `test` may passwords be hashed at a low cost.
      NODE_ENV: "test",
      BCRYPT_COST: "4",
      PORT: String(port),
      DATA_DIR: dataDir,
      FRONTEND_URL: url,
      RATE_LIMIT_MAX_REQUESTS: "100000",
      RATE_LIMIT_SIGN_IN_MAX: "100000",
      MAX_STREAMS_PER_USER: "100000",
      MAX_REPLIES_PER_USER: "100000",
      LOG_LEVEL: "warn",
      ...variables,
    } as NodeJS.ProcessEnv,
  });
  let printed = "";
  const note = (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-100_000);
  };
  child.stdout.on("data", note);
  child.stderr.on("data", note);
  await answering(url, child, () => printed);
  const stop = (signal: NodeJS.Signals = "SIGTERM") => end(child, signal);
  return {
    url,
    dataDir,
    output: () => printed,
    stop,
    close: async () => {
      await stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function answering(url: string, child: ChildProcess, printed: () => string): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const response = await fetch(`${url}/api/health`).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill("SIGKILL");
  throw new Error(`The server did not start:\n${printed()}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill(signal);
  const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await ended;
  clearTimeout(timer);
}
