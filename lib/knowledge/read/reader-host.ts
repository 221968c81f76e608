import { fork } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { ReaderMessage, ReadRequest } from "./reader-protocol.ts";

/** A reader at work, wherever it runs. */
export type ReaderHost = {
  onMessage(listener: (message: ReaderMessage) => void): void;
  /** It ended by itself; `outOfMemory` when that was why. */
  onEnd(listener: (outOfMemory: boolean, cause: unknown) => void): void;
  /** The last batch is stored. */
  next(): void;
  kill(): Promise<void>;
};

/**
 * A process of its own where that can be had: a thread that runs out of memory sometimes takes the whole process along
 * (V8 aborts when it can't stop it in time), a process never. The sources run as they are, Node strips their types.
 */
export function startReader(request: ReadRequest, memoryMb: number): ReaderHost {
  const child = path.join(/* turbopackIgnore: true */ process.cwd(), "lib/knowledge/read/reader-child.mts");
  const canStrip = "typescript" in process.features && process.features.typescript;
  return canStrip && existsSync(child) ? inProcess(child, request, memoryMb) : inThread(request, memoryMb);
}

function inProcess(file: string, request: ReadRequest, memoryMb: number): ReaderHost {
  const root = path.resolve(path.dirname(file), "../../..");
  const child = fork(file, [], {
    execArgv: [
      `--max-old-space-size=${memoryMb}`,
      "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",
      // It may read the program and nothing else: no writing, no programs, no threads, no native modules.
      "--permission",
      ...["lib/*", "node_modules/*", "package.json"].map(
        (entry) => `--allow-fs-read=${path.join(root, entry)}`,
      ),
    ],
    // Nothing of the server's environment is needed there.
    env: { NODE_ENV: "production" },
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    if (errors.length < 20_000) errors += chunk.toString("latin1");
  });
  child.on("error", () => undefined);
  child.send(request, () => undefined);
  return {
    onMessage: (listener) => child.on("message", (message) => listener(message as ReaderMessage)),
    onEnd: (listener) =>
      child.on("close", (code, signal) => {
        const outOfMemory = /heap out of memory|heap limit/i.test(errors);
        listener(outOfMemory, `reader ended: ${code ?? signal} ${errors.slice(0, 500)}`);
      }),
    next: () => child.connected && child.send("next", () => undefined),
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once("close", resolve));
      child.kill("SIGKILL");
      await gone;
    },
  };
}

function inThread(request: ReadRequest, memoryMb: number): ReaderHost {
  const worker = new Worker(new URL("./reader-thread.mts", import.meta.url), {
    workerData: request,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, stackSizeMb: 8 },
    env: {},
  });
  let error: (Error & { code?: string }) | undefined;
  worker.on("error", (cause: Error) => {
    error = cause;
  });
  return {
    onMessage: (listener) => worker.on("message", listener),
    onEnd: (listener) => worker.on("exit", () => listener(error?.code === "ERR_WORKER_OUT_OF_MEMORY", error)),
    next: () => worker.postMessage("next"),
    kill: async () => {
      await worker.terminate();
    },
  };
}
