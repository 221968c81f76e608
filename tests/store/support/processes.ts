import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Target } from "./open-target";
import type { Task } from "./worker";

const HOOKS = new URL("../../support/ts-hooks.mjs", import.meta.url).href;
const WORKER = fileURLToPath(new URL("./worker.ts", import.meta.url));

export type Worker = {
  /** Lets it begin; the lines it says from now on. */
  start(): AsyncIterableIterator<unknown>;
  /** `SIGKILL`; resolves when it is gone. */
  kill(): Promise<void>;
};

/** Starts another process that has opened the same database and waits. */
export async function startWorker(target: Target, task: Task): Promise<Worker> {
  const child = spawn(
    process.execPath,
    ["--import", HOOKS, WORKER, JSON.stringify(target), JSON.stringify(task)],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const lines = linesOf(child);
  const first = await lines.next();
  if (first.value !== "ready") throw new Error("The worker did not start.");
  return {
    start() {
      child.stdin?.write("go\n");
      return lines;
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function* linesOf(child: ChildProcess): AsyncGenerator<unknown, undefined> {
  if (!child.stdout) return;
  for await (const line of createInterface({ input: child.stdout })) {
    // The last line of a process that was killed may be cut.
    if (line.endsWith("}") || !line.startsWith("{")) yield JSON.parse(line);
  }
}

export async function all(lines: AsyncIterable<unknown>): Promise<unknown[]> {
  const said: unknown[] = [];
  for await (const line of lines) said.push(line);
  return said;
}
