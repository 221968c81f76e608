/** FerretDB, which speaks MongoDB's protocol over SQLite: for machines with `go` and no mongod. */
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ended, firstLine } from "./mongod";

const SOURCES = fileURLToPath(new URL("./ferretdb", import.meta.url));
const CACHE = fileURLToPath(new URL("../../node_modules/.cache/ferretdb", import.meta.url));
/** The first build downloads and compiles SQLite and FerretDB. */
const BUILD_MS = 15 * 60_000;

export async function startFerretDb(): Promise<{ uri: string; stop: () => Promise<void> }> {
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
