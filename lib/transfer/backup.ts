import { createReadStream } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { audit } from "@/lib/auth";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { getStore } from "@/lib/store";
import { type ArchiveEntry, archiveOf } from "./archive";

/** A download that has not gone on for so long was given up. */
const LEASE_MS = 10 * 60_000;
const RENEW_MS = 60_000;
const PREFIX = "backup-";
/** Generated, beside the database; they have to be there again when it is put back. */
const SECRET = /^[a-z-]+-secret$/;

/**
 * The installation's folder as a ZIP archive, made while it is read and used: a copy of the database by SQLite's online
 * backup, the files, and the secrets that were generated.
 * @throws `forbidden` on another engine, `busy` while another backup is made
 */
export async function backUp(by: {
  actorId: string;
  address: string;
}): Promise<AsyncGenerator<Uint8Array, void, undefined>> {
  const { backup, installation } = await getStore();
  if (!backup) throw new AppError("forbidden", { message: "On MongoDB, backups are made with mongodump" });
  const owner = newId();
  const now = Date.now();
  if (!(await installation.takeLease("backup", owner, now + LEASE_MS, now)))
    throw new AppError("busy", { message: "Another backup is in progress; try again when it is done" });
  const hold = (ms: number) => installation.takeLease("backup", owner, Date.now() + ms, Date.now());
  const folder = path.resolve(/* turbopackIgnore: true */ env().DATA_DIR);
  const copy = path.join(folder, `${PREFIX}${owner}.sqlite`);
  try {
    await dropCopies(folder);
    await backup(copy);
    await audit({ ...by, action: "backup" });
  } catch (error) {
    await rm(copy, { force: true });
    await hold(0);
    throw error;
  }
  const renew = () => hold(LEASE_MS);
  return noted(archiveOf(entries(folder, copy)), renew, async (bytes) => {
    await rm(copy, { force: true });
    if (bytes !== null) await installation.putState("last-backup", { at: Date.now(), bytes });
    await hold(0);
  });
}

/** Copies that a process which died has left. */
async function dropCopies(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => name.startsWith(PREFIX) && name.endsWith(".sqlite"));
  for (const name of left) await rm(path.join(folder, name), { force: true });
}

/** Tells from time to time that it goes on, and how many bytes were read in all; null: not all were. */
async function* noted(
  body: AsyncGenerator<Uint8Array, void, undefined>,
  renew: () => Promise<unknown>,
  end: (bytes: number | null) => Promise<void>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  let whole = false;
  let renewed = Date.now();
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      if (Date.now() - renewed > RENEW_MS) {
        renewed = Date.now();
        await renew();
      }
      yield chunk;
    }
    whole = true;
  } finally {
    await end(whole ? bytes : null);
  }
}

async function* entries(folder: string, copy: string): AsyncGenerator<ArchiveEntry, void, undefined> {
  yield { name: "chatbot.sqlite", modified: Date.now(), content: createReadStream(copy) };
  for (const name of (await readdir(folder)).filter((one) => SECRET.test(one)))
    yield* fileEntry(folder, name);
  const files = path.join(folder, "files");
  const found = await readdir(files, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of found) {
    const name = path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/");
    // Uploads under way have no row yet.
    if (entry.isFile() && !name.startsWith("files/tmp/")) yield* fileEntry(folder, name);
  }
}

/** A file that is gone by now is gone from the database soon. */
async function* fileEntry(folder: string, name: string): AsyncGenerator<ArchiveEntry, void, undefined> {
  const file = path.join(folder, name);
  const found = await stat(file).catch(() => null);
  if (found) yield { name, modified: found.mtimeMs, content: createReadStream(file) };
}
