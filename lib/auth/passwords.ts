import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { perProcess } from "@/lib/platform";
import { LIMITS } from "@/lib/schemas";
import type { PasswordJob } from "./password-worker.mjs";

/** Waiting operations beyond which callers get 503: at cost 12 the last of them waits about 20 s. */
const QUEUE_MAX = 64;

type Task = { job: PasswordJob; resolve(value: string | boolean): void; reject(error: unknown): void };
type Thread = { worker: Worker; task: Task | null };
type Pool = { threads: Thread[]; queue: Task[]; compared: number; hashed: number };

const pool = () => perProcess<Pool>("passwords", () => ({ threads: [], queue: [], compared: 0, hashed: 0 }));

/** bcrypt at the configured cost. @throws `busy` when too many wait */
export async function hashPassword(password: string): Promise<string> {
  const hash = await run({ kind: "hash", password, cost: env().BCRYPT_COST });
  return String(hash);
}

/**
 * Exactly one bcrypt comparison, whatever is known: without a hash (no such account, or one that only signs in
 * elsewhere) a stand-in of the same cost is compared, so the time tells nothing. bcrypt reads 72 bytes, so a longer
 * password would match on its head alone and never counts.
 * @throws `busy` when too many wait
 */
export async function comparePassword(password: string, hash: string | null): Promise<boolean> {
  const matches = await run({ kind: "compare", password, hash: hash ?? standInHash() });
  return matches === true && hash !== null && Buffer.byteLength(password) <= LIMITS.passwordMaxBytes;
}

/** A hash of the configured cost that belongs to nobody. */
export function standInHash(): string {
  const cost = String(env().BCRYPT_COST).padStart(2, "0");
  return `$2b$${cost}$0x3kZAMKlzddqwqhs/aWxueaZE7ybtDh6ML6t.ix3kyx20wEjrr9G`;
}

/** Operations since the process started and those waiting now. */
export function passwordWork(): { compared: number; hashed: number; waiting: number } {
  const { compared, hashed, queue } = pool();
  return { compared, hashed, waiting: queue.length };
}

function run(job: PasswordJob): Promise<string | boolean> {
  const { queue } = pool();
  if (queue.length >= QUEUE_MAX) {
    return Promise.reject(new AppError("busy", { headers: { "Retry-After": "10" } }));
  }
  return new Promise((resolve, reject) => {
    queue.push({ job, resolve, reject });
    dispatch();
  });
}

function dispatch(): void {
  const { threads, queue } = pool();
  const max = Math.max(1, Math.min(4, availableParallelism() - 1));
  let free = threads.find((thread) => !thread.task);
  if (!free && threads.length < max && queue.length > 0) free = spawn();
  const task = free && queue.shift();
  if (!free || !task) return;
  free.task = task;
  free.worker.ref();
  free.worker.postMessage(task.job);
}

function spawn(): Thread {
  const state = pool();
  const worker = new Worker(new URL("./password-worker.mts", import.meta.url));
  const thread: Thread = { worker, task: null };
  const takeTask = () => {
    const { task } = thread;
    thread.task = null;
    // An idle thread keeps no process alive.
    worker.unref();
    return task;
  };
  const died = (cause: unknown) => {
    state.threads = state.threads.filter((other) => other !== thread);
    takeTask()?.reject(new Error("The password thread ended", { cause }));
    dispatch();
  };
  worker.on("message", (result: string | boolean) => {
    const task = takeTask();
    if (task?.job.kind === "hash") state.hashed++;
    else state.compared++;
    task?.resolve(result);
    dispatch();
  });
  worker.on("error", died);
  worker.on("exit", died);
  state.threads.push(thread);
  return thread;
}
