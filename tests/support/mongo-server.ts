/**
 * The MongoDB server of the tests, a real one that is spoken to over the wire: `MONGODB_TEST_URI` if that is set; else a
 * `mongod` of our own if there is one on PATH; else, where `go` is on PATH, FerretDB (see `./ferretdb`). Everything it
 * keeps is in a temporary folder and goes with it.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const NO_SERVER =
  "MongoDB half of the tests NOT RUN: set MONGODB_TEST_URI, or put mongod or go (1.24 or newer) on PATH.";

const SOURCES = fileURLToPath(new URL("./ferretdb", import.meta.url));
const CACHE = fileURLToPath(new URL("../../node_modules/.cache/ferretdb", import.meta.url));
const START_MS = 30_000;
/** The first build downloads and compiles SQLite and FerretDB. */
const BUILD_MS = 15 * 60_000;

type Server = { uri: string; stop: () => Promise<void> };
let started: Promise<Server | null> | undefined;

/** Connection string of the test server without a database name, started on first use; null when there is none. */
export async function mongoTestUri(): Promise<string | null> {
  started ??= startMongoServer();
  return (await started)?.uri ?? null;
}

/** Ends the server that {@link mongoTestUri} started in this process. */
export async function stopMongoServer(): Promise<void> {
  const server = await started;
  started = undefined;
  await server?.stop();
}

/** `uri` with a database of its own, new with every call. */
export function freshDatabase(uri: string): string {
  const [base = uri, options] = uri.split("?");
  const name = `test-${process.pid}-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
  return `${base.replace(/^(mongodb(?:\+srv)?:\/\/[^/]+).*$/, "$1")}/${name}${options ? `?${options}` : ""}`;
}

async function startMongoServer(): Promise<Server | null> {
  const given = process.env.MONGODB_TEST_URI;
  if (given) return { uri: given, stop: async () => {} };
  if (onPath("mongod")) return startMongod();
  if (onPath("go")) return startFerretDb();
  process.stderr.write(`\n${NO_SERVER}\n\n`);
  return null;
}

function onPath(command: string): boolean {
  return spawnSync(command, [command === "go" ? "version" : "--version"], { stdio: "ignore" }).status === 0;
}

async function startMongod(): Promise<Server> {
  const dir = mkdtempSync(join(tmpdir(), "mongod-for-tests-"));
  const port = await freePort();
  const child = spawn(
    "mongod",
    ["--dbpath", dir, "--port", String(port), "--bind_ip", "127.0.0.1", "--nounixsocket"],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  await firstLine(child, (line) => line.includes("Waiting for connections"));
  return {
    uri: `mongodb://127.0.0.1:${port}`,
    stop: async () => {
      await ended(child, () => child.kill("SIGTERM"));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function startFerretDb(): Promise<Server> {
  const child = spawn(buildFerretDb(), [], { stdio: ["pipe", "pipe", "inherit"] });
  const uri = await firstLine(child, (line) => line.startsWith("mongodb://"));
  return { uri: uri.replace(/\/$/, ""), stop: () => ended(child, () => child.stdin?.end()) };
}

/** Path of the built server; built once per state of its sources. */
function buildFerretDb(): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(SOURCES).sort()) hash.update(name).update(readFileSync(join(SOURCES, name)));
  const binary = join(CACHE, hash.digest("hex").slice(0, 16));
  if (existsSync(binary)) return binary;
  process.stderr.write("Building FerretDB for the tests; the first time takes some minutes.\n");
  mkdirSync(CACHE, { recursive: true });
  // Under a name of our own first: another run may be building too.
  const building = `${binary}.${process.pid}`;
  execFileSync("go", ["build", "-trimpath", "-buildvcs=false", "-o", building, "."], {
    cwd: SOURCES,
    stdio: ["ignore", "inherit", "inherit"],
    timeout: BUILD_MS,
  });
  renameSync(building, binary);
  return binary;
}

async function freePort(): Promise<number> {
  const { createServer } = await import("node:net");
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
function firstLine(child: ChildProcess, wanted: (line: string) => boolean): Promise<string> {
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

async function ended(child: ChildProcess, end: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  end();
  await exit;
}
