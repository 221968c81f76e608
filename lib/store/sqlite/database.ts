import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  type Stats,
  statfsSync,
  statSync,
} from "node:fs";
import path from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import type { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { isBusy, isDamaged, isUnusable, unavailable } from "./failure";
import { addFunctions } from "./functions";
import { MIGRATIONS } from "./schema";
import { Sql } from "./sql";

/** How long SQLite itself waits for a lock. It blocks the event loop, so the longer wait is ours (see `attempt`). */
const BUSY_TIMEOUT_MS = 20;
/** How long a call waits for another process's lock before it is `store_unavailable`. */
const LOCK_WAIT_MS = 4_000;
const PING_MS = 1_500;
const DAMAGED = "The database is damaged; a backup has to be put in its place";
const FULL = "The disk is full";
/** With less than this left on the disk the next writes fail, if not this one. */
const ROOM_BYTES = 4 * 1024 * 1024;
/** How long a file without a byte may be one that another process is just making. */
const EMPTY_WAIT_MS = 2_000;

/**
 * The log is cut back after a checkpoint, should a burst have made it large. A checkpoint every 16 MB and not every 4:
 * pages that running replies write again and again are then copied once for many writes.
 */
const SETTINGS = `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;`;

/**
 * One connection to one database file, opened again when it fails.
 *
 * Work is synchronous, so a transaction is one turn of the event loop and never interleaves with another of this
 * process. `synchronous = NORMAL` in WAL mode: a commit survives the death of the process at any moment; a power cut can
 * lose the last moments before it, but never corrupts (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
export class Database {
  readonly #path: string;
  #sql: Sql | undefined;
  #identity: Pick<Stats, "dev" | "ino"> | undefined;
  #closed = false;
  /** The file that was found damaged. Nothing is read or written there any more: a write could make it worse. */
  #damaged: Pick<Stats, "dev" | "ino"> | undefined;

  /** @throws Error when the database was made by a newer version, or is none; it is left untouched then. */
  static async open(file: string): Promise<Database> {
    const database = new Database(file);
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    restrict(path.dirname(file), 0o700);
    await refuseEmpty(file);
    closeSync(openSync(file, "a", 0o600));
    restrict(file, 0o600);
    await database
      .#attempt((sql) => sql.get("SELECT count(*) FROM sqlite_schema"))
      .catch((error) => {
        throw isDamaged(error) ? damaged(file) : error;
      });
    closeAtExit(database);
    return database;
  }

  private constructor(file: string) {
    this.#path = file;
  }

  /** Reads from one snapshot when `work` makes several queries. */
  read<T>(work: (sql: Sql) => T): Promise<T> {
    return this.#attempt((sql) => sql.transaction("DEFERRED", work));
  }

  /** All or nothing, and alone: no other process writes meanwhile. `work` may run again when the lock was taken. */
  write<T>(work: (sql: Sql) => T): Promise<T> {
    return this.#attempt((sql) => sql.transaction("IMMEDIATE", work));
  }

  /** Copies it, page by page, into a new file, while it is read and written. */
  async backup(file: string): Promise<void> {
    // A connection of its own: the other's transactions would wait for the copy.
    const source = new DatabaseSync(this.#path, { readOnly: true });
    try {
      await backup(source, file);
      chmodSync(file, 0o600);
    } finally {
      source.close();
    }
  }

  /** One small write, on a disk that has room for more; @throws `store_unavailable`. */
  async ping(): Promise<void> {
    if (!hasRoom(path.dirname(this.#path))) throw unavailable(new Error("The disk is full."), FULL);
    await this.#attempt(
      (sql) => sql.transaction("IMMEDIATE", () => sql.run("UPDATE looks SET count = count + 1")),
      PING_MS,
    );
  }

  /** Closing the last connection brings what the log holds into the file. */
  close(): void {
    this.#closed = true;
    open.delete(this);
    this.#drop();
  }

  async #attempt<T>(work: (sql: Sql) => T, waitMs: number = LOCK_WAIT_MS): Promise<T> {
    const deadline = Date.now() + waitMs;
    for (;;) {
      try {
        return work(this.#connection());
      } catch (error) {
        if (isDamaged(error)) throw this.#giveUp(error);
        if (isUnusable(error)) {
          this.#drop();
          throw unavailable(error);
        }
        if (!isBusy(error)) throw error;
        if (Date.now() >= deadline) throw unavailable(error);
      }
      await delay(2 + Math.random() * 20);
    }
  }

  #giveUp(error: unknown): AppError {
    this.#damaged = statSync(this.#path, { throwIfNoEntry: false });
    this.#drop();
    if (open.has(this)) log().fatal({ err: error }, damaged(this.#path).message);
    return unavailable(error, DAMAGED);
  }

  #connection(): Sql {
    if (this.#closed) throw unavailable(new Error("The store is closed."));
    const now = statSync(this.#path, { throwIfNoEntry: false });
    // A connection goes on writing into a file that was moved away or replaced, and opening makes an empty one.
    if (!now) {
      this.#drop();
      throw unavailable(new Error(`${this.#path} is not there.`));
    }
    if (this.#damaged && same(this.#damaged, now)) throw unavailable(undefined, DAMAGED);
    this.#damaged = undefined;
    if (this.#sql && !this.#sql.isOpen) this.#sql = undefined;
    if (this.#sql && !same(now, this.#identity)) this.#drop();
    if (!this.#sql) {
      this.#sql = connect(this.#path);
      this.#identity = now;
    }
    return this.#sql;
  }

  #drop(): void {
    const sql = this.#sql;
    this.#sql = undefined;
    try {
      sql?.close();
    } catch {
      // The connection is being given up because it failed.
    }
  }
}

type Identity = Pick<Stats, "dev" | "ino">;
const same = (a: Identity, b: Identity | undefined) => a.ino === b?.ino && a.dev === b.dev;

/** Connections of this process, which are closed in order when it exits. */
const open = new Set<Database>();
let closing = false;

function closeAtExit(database: Database): void {
  if (!closing) process.once("exit", () => [...open].forEach((one) => void one.close()));
  closing = true;
  open.add(database);
}

function damaged(file: string): Error {
  return new Error(
    `The database ${file} is damaged, or is none. Nothing was changed. Put a backup in its place ` +
      "(see “Backup and restore” in docs/operating.md), or move the file away to begin anew.",
  );
}

/** A file that is there without a byte has lost all; it must not become a new installation in silence. */
async function refuseEmpty(file: string): Promise<void> {
  const isEmpty = () => statSync(file, { throwIfNoEntry: false })?.size === 0;
  for (const deadline = Date.now() + EMPTY_WAIT_MS; isEmpty(); await delay(50)) {
    if (Date.now() < deadline) continue;
    throw new Error(
      `The database ${file} is there, but empty (0 bytes): what it held is lost. Nothing was changed. Put a backup in its ` +
        "place (see “Backup and restore” in docs/operating.md), or remove the file to begin anew.",
    );
  }
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ROOM_BYTES;
  } catch {
    // A file system that doesn't say; the write tells.
    return true;
  }
}

function restrict(target: string, mode: number): void {
  try {
    chmodSync(target, mode);
  } catch {
    // A volume that belongs to someone else, or has no modes.
  }
}

function connect(file: string): Sql {
  refuseNewer(file);
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  try {
    database.exec(SETTINGS);
    addFunctions(database);
    const sql = new Sql(database);
    migrate(sql);
    return sql;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(sql: Sql): void {
  if (version(sql) === MIGRATIONS.length) return;
  // Under the write lock: of two processes that start together one migrates, the other finds it done.
  sql.transaction("IMMEDIATE", () => {
    for (let at = version(sql); at < MIGRATIONS.length; at++) sql.script(MIGRATIONS[at] ?? "");
    sql.script(`PRAGMA user_version = ${MIGRATIONS.length}`);
  });
}

function version(sql: Sql): number {
  return sql.get<{ user_version: number }>("PRAGMA user_version")?.user_version ?? 0;
}

/**
 * Looks before anything is opened for writing. The version stands at offset 60 of the file
 * (https://www.sqlite.org/fileformat.html#user_version_number), or in a newer page in the log, which SQLite must read.
 */
function refuseNewer(file: string): void {
  let found = headerVersion(file);
  if (found <= MIGRATIONS.length && existsSync(`${file}-wal`)) {
    const database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    try {
      found = version(new Sql(database));
    } finally {
      database.close();
    }
  }
  if (found > MIGRATIONS.length) {
    throw new Error(
      `The database ${file} has version ${found}, made by a newer version of this application; this one knows ` +
        `${MIGRATIONS.length}. Nothing was changed. Start the newer version, or restore a backup.`,
    );
  }
}

function headerVersion(file: string): number {
  const header = Buffer.alloc(64);
  const descriptor = openSync(file, "r");
  try {
    const whole = readSync(descriptor, header, 0, 64, 0) === 64;
    return whole && header.toString("latin1", 0, 15) === "SQLite format 3" ? header.readUInt32BE(60) : 0;
  } finally {
    closeSync(descriptor);
  }
}
