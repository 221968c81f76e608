import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { addCompileHints } from "./compile-hints.mjs";
import { nextBin, root } from "./paths.mjs";

const SOURCE_FOLDERS = ["app", "components", "lib", "public"];
const SOURCE_FILE =
  /^(package(-lock)?\.json|tsconfig\.json|(next|tailwind|postcss)\.config\.(ts|mjs)|(proxy|instrumentation[\w-]*)\.ts)$/;
const stampFile = join(root, ".next", "content-hash");

/** Everything that a build is made from: names and contents, and the major version of Node. Times do not count. */
export function contentHash() {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  const files = [
    "scripts/support/compile-hints.mjs",
    ...readdirSync(root).filter((name) => SOURCE_FILE.test(name)),
  ];
  for (const folder of SOURCE_FOLDERS) {
    if (!existsSync(join(root, folder))) continue;
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) files.push(join(entry.parentPath, entry.name).slice(root.length));
    }
  }
  for (const file of files.sort()) {
    const body = readFileSync(join(root, file));
    hash.update(`\0${file}\0${body.length}\0`).update(body);
  }
  return hash.digest("hex");
}

export function buildIsFresh(hash = contentHash()) {
  return (
    existsSync(join(root, ".next", "BUILD_ID")) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, "utf8") === hash
  );
}

/** The operating system frees a database lock with its process, however that ends; a lock file would stay. */
async function withBuildLock(work) {
  const { DatabaseSync } = await import("node:sqlite");
  mkdirSync(join(root, ".cache"), { recursive: true });
  const lock = new DatabaseSync(join(root, ".cache", "build-lock"));
  let told = false;
  while (true) {
    try {
      lock.exec("BEGIN EXCLUSIVE");
      break;
    } catch (error) {
      if (error.errcode !== 5) throw error; // SQLITE_BUSY
      if (!told) console.log("Another process is building; waiting for it.");
      told = true;
      await wait(250);
    }
  }
  try {
    return await work();
  } finally {
    lock.close();
  }
}

/** Builds when the build is missing or made from other content. @returns whether it built. */
export async function ensureBuild({ force = false } = {}) {
  if (!force && buildIsFresh()) return false;
  return withBuildLock(async () => {
    const hash = contentHash();
    if (!force && buildIsFresh(hash)) return false;
    rmSync(stampFile, { force: true });
    await runBuild().catch(buildAnew);
    addCompileHints(join(root, ".next", "static", "chunks"));
    writeFileSync(stampFile, hash);
    return true;
  });
}

/** Turbopack aborts over what an earlier build left on disk when it no longer fits; without it, it builds. */
async function buildAnew(error) {
  const cache = join(root, ".next", "cache");
  if (error.signal !== "SIGABRT" || !existsSync(cache)) throw error;
  console.log("Building once more, without what an earlier build left.");
  rmSync(cache, { recursive: true, force: true });
  await runBuild();
}

function runBuild() {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [nextBin, "build"], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    });
    const forward = (signal) => child.kill(signal);
    process.once("SIGTERM", forward).once("SIGINT", forward);
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      process.off("SIGTERM", forward).off("SIGINT", forward);
      if (code === 0) resolve();
      else
        reject(
          Object.assign(new Error(signal ? `The build was ended by ${signal}.` : "The build failed."), {
            signal,
          }),
        );
    });
  });
}
