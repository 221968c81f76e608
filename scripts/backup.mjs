import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import nextEnv from "@next/env";
import { newId } from "./support/new-id.mjs";
import { requireNode } from "./support/node-version.mjs";
import { root } from "./support/paths.mjs";

requireNode();
nextEnv.loadEnvConfig(root, false, { info() {}, error: console.error });
const { parseEnv } = await import("../lib/env.ts");

const DATABASE = "chatbot.sqlite";
const [target] = process.argv.slice(2);
try {
  if (!target) throw new Error("Usage: npm run backup -- <new folder>");
  const env = parseEnv(process.env);
  if (env.MONGODB_URI) throw new Error("MONGODB_URI is set: back up MongoDB with mongodump.");
  await backUp(resolve(root, env.DATA_DIR), resolve(target));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** Copies the embedded engine's folder while it is in use. */
async function backUp(from, to) {
  if (!existsSync(join(from, DATABASE))) throw new Error(`There is no database in ${from}.`);
  if (existsSync(to) && readdirSync(to).length > 0) throw new Error(`${to} is not empty.`);
  mkdirSync(to, { recursive: true, mode: 0o700 });
  // Files before and after: one that is removed meanwhile is in the first copy, one that is added in the second.
  copyFiles(from, to);
  const source = new DatabaseSync(join(from, DATABASE), { readOnly: true });
  const pages = await backup(source, join(to, DATABASE));
  source.close();
  chmodSync(join(to, DATABASE), 0o600);
  copyFiles(from, to);
  for (const secret of ["jwt-secret", "nextauth-secret"]) {
    if (existsSync(join(from, secret))) copyFileSync(join(from, secret), join(to, secret));
  }
  note(join(from, DATABASE), sizeOf(to));
  console.log(`Backed up ${from} to ${to} (${pages} pages and the files).`);
}

/** What the pages of administrators say of the last backup. One that could not be noted is a backup all the same. */
function note(file, bytes) {
  const at = Date.now();
  try {
    const db = new DatabaseSync(file, { timeout: 5_000 });
    db.prepare(
      "INSERT INTO installation (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    ).run("last-backup", JSON.stringify({ at, bytes }));
    db.prepare("INSERT INTO audit (id, at, action, detail) VALUES (?, ?, ?, '{}')").run(
      newId(),
      at,
      "operator.backup",
    );
    db.close();
  } catch (error) {
    console.error(`It could not be noted in the database: ${error.message}`);
  }
}

function sizeOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

function copyFiles(from, to) {
  const files = join(from, "files");
  if (!existsSync(files)) return;
  cpSync(files, join(to, "files"), {
    recursive: true,
    force: false,
    // Uploads under way have no row yet; a file that vanishes while we look is gone from the database too.
    filter: (path) => path !== join(files, "tmp") && existsSync(path),
  });
}
