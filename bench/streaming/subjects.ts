import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export type Call = { url: string; headers: Record<string, string>; body(script: string): string };
export type Subject = {
  name: string;
  pid: number;
  /** How the client asks for replies from now on. */
  open(): Promise<Call>;
  /** Ends what still runs when nobody listens any more. */
  cleanUp(): Promise<void>;
  close(): Promise<void>;
};

/** With a core for the server alone, provider and client share the others. */
export function keepOffServerCore(pid: number): void {
  if (cpus().length > 1) spawnSync("taskset", ["-a", "-cp", `1-${cpus().length - 1}`, String(pid)]);
}

/** Runs a script that prints `listening <port>`, on one core where asked. */
async function launch(args: string[], core: boolean, env: Record<string, string> = {}) {
  const [command, ...rest] = core
    ? ["taskset", "-c", "0", process.execPath, ...args]
    : [process.execPath, ...args];
  const child = spawn(command ?? "", rest, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env } as NodeJS.ProcessEnv,
  });
  return child;
}
async function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  let text = "";
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    const found = pattern.exec(text)?.[1];
    if (found) {
      child.stdout?.resume();
      return found;
    }
  }
  throw new Error(`ended without ${pattern}: ${text}`);
}
async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

const completion = (script: string) =>
  JSON.stringify({
    model: "bench",
    stream: true,
    stream_options: { include_usage: true },
    messages: [{ role: "user", content: script }],
  });

/** The scripted provider in a process of its own; asked directly it is the base line of all times. */
export async function startUpstream(): Promise<Subject & { base: string }> {
  const child = await launch([file("../../tests/support/openai-server.ts"), "--port", "0"], false);
  const base = await printed(child, /(http:\S+)/);
  const url = `${base}/chat/completions`;
  const call = { url, headers: { "content-type": "application/json" }, body: completion };
  return { name: "direct", pid: child.pid ?? 0, base, ...always(call), close: () => end(child) };
}

export async function startScript(
  name: string,
  script: string,
  base: string,
  core = false,
): Promise<Subject> {
  const child = await launch([file(script), base], core, { NODE_ENV: "production" });
  const port = await printed(child, /listening (\d+)/);
  const call = {
    url: `http://127.0.0.1:${port}/`,
    headers: { "content-type": "application/json" },
    body: completion,
  };
  return { name, pid: child.pid ?? 0, ...always(call), close: () => end(child) };
}

/** Where a request that is dropped ends by itself. */
const always = (call: Call) => ({ open: async () => call, cleanUp: async () => {} });

/** The production build with persistence on, on an empty SQLite database. */
export async function startOurs(name: string, base: string, core = false): Promise<Subject> {
  const dataDir = await mkdtemp(join(tmpdir(), "chatbot-bench-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = await launch([file("../../scripts/start.mjs")], core, {
    npm_lifecycle_event: "",
    NODE_ENV: "production",
    PORT: String(port),
    DATA_DIR: dataDir,
    MONGODB_URI: "",
    OPENAI_BASE_URL: base,
    OPENAI_API_KEY: "bench",
    RATE_LIMIT_MAX_REQUESTS: "10000000",
    MAX_STREAMS_PER_USER: "100000",
    MAX_REPLIES_PER_USER: "100000",
    MAX_CONNECTIONS_PER_ADDRESS: "100000",
    LOG_LEVEL: "error",
  });
  await printed(child, /(Ready in)/);
  const ask = async (method: string, path: string, body?: unknown, token?: string) => {
    const response = await fetch(url + path, {
      method,
      headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()).data;
  };
  const account = { email: "bench@example.com", password: "correct horse", name: "Bench" };
  const { token } = await ask("POST", "/api/auth/register", account);
  const settings = { model: "bench", maxTokens: 100_000 };
  let projectId = "";
  return {
    name,
    pid: child.pid ?? 0,
    open: async () => {
      projectId = (await ask("POST", "/api/projects", { name: "Bench", settings }, token)).project.id;
      return {
        url: `${url}/api/chat/${projectId}`,
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        body: (script) => JSON.stringify({ message: script, stream: true }),
      };
    },
    // Our replies go on without a reader; they are stopped with their project.
    cleanUp: () => ask("DELETE", `/api/projects/${projectId}`, undefined, token),
    close: async () => {
      await end(child);
      await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** CPU seconds that a process has used, all its threads. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
export async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident memory in MB. */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}
