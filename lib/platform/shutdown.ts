import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { perProcess } from "./per-process";

type Task = (graceMs: number) => Promise<void>;
type Shutdown = { streams: Set<() => void>; tasks: Map<string, Task>; listening: boolean };

const state = () =>
  perProcess<Shutdown>("shutdown", () => ({ streams: new Set(), tasks: new Map(), listening: false }));

/** For a stream that has no end of its own: `close` is called when the process stops. @returns what takes it back. */
export function holdOpen(close: () => void): () => void {
  const { streams } = state();
  streams.add(close);
  return () => streams.delete(close);
}

/**
 * Adds what has to be done before the process ends; a name registered again replaces the task before. It is told how
 * many milliseconds its work may go on. SIGTERM and SIGINT are listened to from the first call on.
 */
export function atShutdown(name: string, task: Task): void {
  const shared = state();
  shared.tasks.set(name, task);
  if (shared.listening) return;
  shared.listening = true;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => void shutdown(env().SHUTDOWN_GRACE_MS));
  }
}

/** Closes endless streams at once, then ends everything registered together. Never rejects. */
export async function shutdown(graceMs: number): Promise<void> {
  const { streams, tasks } = state();
  for (const close of [...streams]) close();
  await Promise.all(
    [...tasks].map(([name, task]) =>
      task(graceMs).catch((err) =>
        log().warn({ err, task: name }, "a part of the server did not end in order"),
      ),
    ),
  );
}
