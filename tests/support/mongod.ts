/** Real MongoDB servers of our own, on free ports of this machine, with temporary data that goes with them. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { createServer, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { mongodOfWheel } from "./mongod-wheel";

const START_MS = 30_000;
/** Memory that looks like a disk: a database of a test is made and gone in a fifth of the time. */
const MEMORY_DISK = "/dev/shm";
const ROOM_NEEDED = 2 * 1024 ** 3;

export type Mongod = {
  /** Without a database name. */
  uri: string;
  process: ChildProcess;
  /** SIGTERM, or the given signal; resolves when it is gone. Its data stays until {@link Mongod.remove}. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** The same server again: same port, same data. */
  restart(): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
};

/** A program that starts MongoDB, null on a machine without one: `mongod` on PATH, else out of a wheel. */
export function findMongod(): string | null {
  return onPath("mongod", "--version") ? "mongod" : mongodOfWheel();
}

export function onPath(command: string, argument: string): boolean {
  return spawnSync(command, [argument], { stdio: "ignore" }).status === 0;
}

/** @param options `replicaSet`: its name, which a client initiates; `args`: further arguments of mongod. */
export async function startMongod(
  program: string,
  options: { replicaSet?: string; args?: string[] } = {},
): Promise<Mongod> {
  const dir = mkdtempSync(join(quickDisk(), "mongod-for-tests-"));
  const port = await freePort();
  const args = ["--dbpath", dir, "--port", String(port), "--bind_ip", "127.0.0.1", "--nounixsocket"];
  args.push("--wiredTigerCacheSizeGB", "0.5", "--setParameter", "diagnosticDataCollectionEnabled=false");
  if (options.replicaSet) args.push("--replSet", options.replicaSet, "--oplogSize", "64");
  args.push(...(options.args ?? []));
  const start = async () => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
    watchdog = outlivedBy(child, dir);
    await firstLine(child, (line) => line.includes("Waiting for connections"));
    return child;
  };
  let watchdog: ChildProcess;
  let child = await start();
  const stop = (signal: NodeJS.Signals = "SIGTERM") => ended(child, () => child.kill(signal));
  return {
    uri: `mongodb://127.0.0.1:${port}`,
    get process() {
      return child;
    },
    stop,
    restart: async () => {
      watchdog.kill();
      child = await start();
    },
    remove: async () => {
      await stop();
      watchdog.kill();
      rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Ends the server and removes its data should this process be killed: it holds the other end of the pipe. */
function outlivedBy(server: ChildProcess, dir: string): ChildProcess {
  const script = 'read -r _; kill -9 "$1" 2> /dev/null; rm -rf "$2"';
  const watchdog = spawn("sh", ["-c", script, "sh", String(server.pid), dir], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  watchdog.unref();
  if (watchdog.stdin instanceof Socket) watchdog.stdin.unref();
  return watchdog;
}

function quickDisk(): string {
  if (!existsSync(MEMORY_DISK)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY_DISK);
  return bavail * bsize > ROOM_NEEDED ? MEMORY_DISK : tmpdir();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** The first line of output that `wanted` accepts. */
export function firstLine(child: ChildProcess, wanted: (line: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error("The MongoDB test server did not start in time")),
      START_MS,
    );
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The MongoDB test server ended with ${code}`)));
    // Read to the end: a full pipe would stop the server.
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
      if (!wanted(line)) return;
      clearTimeout(timer);
      resolve(line);
    });
  });
}

export async function ended(child: ChildProcess, end: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  end();
  await exit;
}
