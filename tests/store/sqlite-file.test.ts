import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { openSqliteStore } from "@/lib/store/sqlite";
import { Database } from "@/lib/store/sqlite/database";
import { addFunctions } from "@/lib/store/sqlite/functions";
import { MIGRATIONS } from "@/lib/store/sqlite/schema";
import type { Store } from "@/lib/store/types";
import { aFile, aProject, aScope, aUser, bytes, contentOf, exchange, text } from "./support/factories";
import { startWorker } from "./support/processes";

const unavailable = { code: "store_unavailable", status: 503 };
const opened: Store[] = [];
const folders: string[] = [];

function aFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "sqlite-test-"));
  folders.push(folder);
  return folder;
}
async function open(dataDir: string): Promise<Store> {
  const store = await openSqliteStore({ dataDir });
  opened.push(store);
  return store;
}
const fileIn = (folder: string) => path.join(folder, "chatbot.sqlite");
const bodiesIn = (folder: string) =>
  (existsSync(path.join(folder, "files"))
    ? readdirSync(path.join(folder, "files"), { recursive: true, withFileTypes: true })
    : []
  ).filter((entry) => entry.isFile());

afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("the SQLite engine's folder", () => {
  test("is made where it is missing, for its owner only", async () => {
    const folder = path.join(aFolder(), "deep", "data");
    const store = await open(folder);
    const scope = await aScope(store);
    await aFile(store, scope, (await aProject(store, scope)).id);
    const mode = (name: string) => statSync(path.join(folder, name)).mode & 0o777;
    expect(mode(".")).toBe(0o700);
    for (const name of readdirSync(folder)) expect(mode(name) & 0o077).toBe(0);
    for (const entry of bodiesIn(folder)) {
      expect(statSync(path.join(entry.parentPath, entry.name)).mode & 0o077).toBe(0);
    }
  });

  test("is the whole installation: a copy taken while it is in use is a working one", async () => {
    const [folder, copy] = [aFolder(), path.join(aFolder(), "copy")];
    const store = await open(folder);
    const scope = await aScope(store);
    const project = await aProject(store, scope);
    const file = await aFile(store, scope, project.id, { content: "body" });
    cpSync(folder, copy, { recursive: true });
    const restored = await open(copy);
    expect(await restored.projects.get(scope, project.id)).toEqual(project);
    expect(await contentOf(await restored.files.readBody(scope, file.bodyId))).toBe("body");
  });

  test("holds no bytes that nothing names: after failures, removals and the sweep", async () => {
    const folder = aFolder();
    const store = await open(folder);
    const scope = await aScope(store);
    const project = await aProject(store, scope);
    async function* failing() {
      yield randomBytes(300_000);
      throw new Error("lost");
    }
    await expect(store.files.putBody(scope, failing(), 1_000_000)).rejects.toThrow("lost");
    await expect(store.files.putBody(scope, bytes(randomBytes(2_000)), 1_000)).rejects.toThrow();
    expect(bodiesIn(folder)).toEqual([]);
    const file = await aFile(store, scope, project.id);
    await aFile(store, scope, project.id);
    await store.files.putBody(scope, bytes("loose"), 100);
    expect(bodiesIn(folder)).toHaveLength(3);
    await store.files.remove(scope, project.id, file.id);
    expect(bodiesIn(folder)).toHaveLength(2);
    await store.projects.remove(scope, project.id);
    expect(bodiesIn(folder)).toHaveLength(1);
    await store.sweep(Date.now() + 2 * 3_600_000);
    expect(bodiesIn(folder)).toEqual([]);
  });

  test("loses the parts of an upload whose process died, but not those of one under way", async () => {
    const folder = aFolder();
    const store = await open(folder);
    const scope = await aScope(store);
    const worker = await startWorker(
      { kind: "sqlite", dataDir: folder },
      { do: "upload for ever", ownerId: scope.ownerId },
    );
    let uploads = 0;
    for await (const _ of worker.start()) if (++uploads === 3) await worker.kill();
    await store.sweep(Date.now());
    expect(bodiesIn(folder).length).toBeGreaterThanOrEqual(3);
    await store.sweep(Date.now() + 2 * 3_600_000);
    expect(bodiesIn(folder)).toEqual([]);
  });
});

describe("the SQLite engine's database", () => {
  test("is sound after its writer was killed", async () => {
    const folder = aFolder();
    const store = await open(folder);
    const scope = await aScope(store);
    const project = await aProject(store, scope);
    for (const words of [3, 8, 20]) {
      const task = { do: "reply for ever", ownerId: scope.ownerId, projectId: project.id } as const;
      const worker = await startWorker({ kind: "sqlite", dataDir: folder }, task);
      let said = 0;
      for await (const _ of worker.start()) if (++said === words) void worker.kill();
    }
    const raw = new DatabaseSync(fileIn(folder));
    expect(raw.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    expect(raw.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
    raw.exec("INSERT INTO message_search (message_search) VALUES ('integrity-check')");
    raw.close();
  });

  test("keeps rows in WAL mode, with foreign keys", async () => {
    const folder = aFolder();
    await open(folder);
    const raw = new DatabaseSync(fileIn(folder));
    expect(raw.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
    raw.close();
  });

  test("of a newer version is refused, with a clear message, and left as it is", async () => {
    const folder = aFolder();
    const store = await openSqliteStore({ dataDir: folder });
    await aUser(store);
    await store.close();
    const raw = new DatabaseSync(fileIn(folder));
    raw.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
    raw.close();
    const before = readFileSync(fileIn(folder));
    const names = readdirSync(folder);
    await expect(openSqliteStore({ dataDir: folder })).rejects.toThrow(
      new RegExp(`version ${MIGRATIONS.length + 1}.*knows ${MIGRATIONS.length}.*Nothing was changed`),
    );
    expect(readFileSync(fileIn(folder)).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(names);
  });

  test("of a newer version is refused while the newer application is running, too", async () => {
    const folder = aFolder();
    const store = await openSqliteStore({ dataDir: folder });
    await store.close();
    const newer = new DatabaseSync(fileIn(folder));
    newer.exec(`PRAGMA user_version = ${MIGRATIONS.length + 5}`);
    // The version stands in the log only.
    expect(readFileSync(fileIn(folder)).readUInt32BE(60)).toBe(MIGRATIONS.length);
    await expect(openSqliteStore({ dataDir: folder })).rejects.toThrow(/newer version/);
    newer.close();
  });

  test("of every earlier version is brought up to date with what is in it", async () => {
    for (let version = 1; version < MIGRATIONS.length; version++) {
      const folder = aFolder();
      const old = new DatabaseSync(fileIn(folder));
      addFunctions(old);
      for (const step of MIGRATIONS.slice(0, version)) old.exec(step);
      old.exec(`PRAGMA user_version = ${version}`);
      const [userId, projectId, chatId, messageId] = [newId(), newId(), newId(), newId()];
      old.exec(`
        INSERT INTO users VALUES ('${userId}', 'old@example.test', 'Old', NULL, NULL, NULL, 1, 1, 1);
        INSERT INTO projects (id, owner_id, name, description, settings, version, prompt_count, created_at, updated_at,
            activity_at, folded, prompts)
          VALUES ('${projectId}', '${userId}', 'Old', '', '{}', 1, 0, 1, 1, 1, 'old', '[]');
        INSERT INTO chats (id, owner_id, project_id, title, title_source, created_at, updated_at, activity_at)
          VALUES ('${chatId}', '${userId}', '${projectId}', 'Old title', 'first', 1, 1, 1);
        INSERT INTO messages (id, owner_id, project_id, chat_id, role, status, created_at, parts)
          VALUES ('${messageId}', '${userId}', '${projectId}', '${chatId}', 'user', 'complete', 1,
            '${JSON.stringify(text("old words"))}');`);
      old.close();
      const store = await open(folder);
      const scope = { ...(await aScope(store)), ownerId: userId };
      expect(await store.messages.get(scope, chatId, messageId)).toMatchObject({ parts: text("old words") });
      expect((await store.search.query(scope, "old", { limit: 5 })).items).toHaveLength(2);
    }
  });

  test("that two processes open for the first time at once is made once", async () => {
    const folder = aFolder();
    const stores = await Promise.all(Array.from({ length: 5 }, () => open(folder)));
    const task = { do: "hit", key: "k", times: 1 } as const;
    const workers = await Promise.all(
      [1, 2, 3].map(() => startWorker({ kind: "sqlite", dataDir: folder }, task)),
    );
    for (const worker of workers) for await (const _ of worker.start()) expect(typeof _).toBe("number");
    const user = await aUser(stores[0] as Store);
    for (const store of stores) expect(await store.users.get(user.id)).toEqual(user);
  });

  test("that is none is refused and left as it is", async () => {
    const folder = aFolder();
    writeFileSync(fileIn(folder), "This is not a database, but somebody's text file. ".repeat(100));
    await expect(openSqliteStore({ dataDir: folder })).rejects.toMatchObject(unavailable);
    expect(readFileSync(fileIn(folder), "utf8")).toContain("somebody's text file");
  });
});

describe("a failing SQLite database", () => {
  test("that is gone gives 503 without making an empty one, and is used again when it is back", async () => {
    const parent = aFolder();
    const [folder, away] = [path.join(parent, "data"), path.join(parent, "away")];
    const store = await open(folder);
    const scope = await aScope(store);
    const project = await aProject(store, scope);
    renameSync(folder, away);
    await expect(store.projects.get(scope, project.id)).rejects.toMatchObject(unavailable);
    await expect(aUser(store)).rejects.toMatchObject(unavailable);
    await expect(store.ping()).rejects.toMatchObject(unavailable);
    await expect(store.files.putBody(scope, bytes("x"), 10)).rejects.toMatchObject(unavailable);
    expect(existsSync(folder)).toBe(false);
    renameSync(away, folder);
    await store.ping();
    expect(await store.projects.get(scope, project.id)).toEqual(project);
    await exchange(store, scope, { projectId: project.id });
  });

  test("that was replaced by a backup is read anew", async () => {
    const [folder, backup] = [aFolder(), path.join(aFolder(), "backup")];
    const store = await open(folder);
    const user = await aUser(store);
    cpSync(folder, backup, { recursive: true });
    const later = await aUser(store);
    for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true });
    cpSync(backup, folder, { recursive: true });
    expect(await store.users.get(user.id)).toEqual(user);
    expect(await store.users.get(later.id)).toBeNull();
  });

  test("that another process keeps locked gives 503 to writers, in time, without stopping the event loop", async () => {
    const folder = aFolder();
    const store = await open(folder);
    const user = await aUser(store);
    const other = new DatabaseSync(fileIn(folder));
    other.exec("BEGIN IMMEDIATE");
    let turns = 0;
    const ticking = setInterval(() => turns++, 20);
    const started = performance.now();
    await expect(store.users.update(user.id, { name: "X" })).rejects.toMatchObject(unavailable);
    expect(performance.now() - started).toBeLessThan(10_000);
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(20);
    // Readers are not concerned.
    expect(await store.users.get(user.id)).toEqual(user);
    await store.ping();
    other.exec("ROLLBACK");
    other.close();
    expect(await store.users.update(user.id, { name: "Y" })).toMatchObject({ name: "Y" });
  });

  test("whose lock is freed in time is waited for", async () => {
    const folder = aFolder();
    const store = await open(folder);
    const other = new DatabaseSync(fileIn(folder));
    other.exec("BEGIN IMMEDIATE");
    setTimeout(() => other.exec("COMMIT"), 300);
    expect((await aUser(store)).ver).toBe(1);
    other.close();
  });

  test("whose disk is full gives 503, keeps what was there, and goes on when there is room", async () => {
    const folder = aFolder();
    const store = await open(folder);
    const user = await aUser(store);
    const script = `
      const { openSqliteStore } = await import("@/lib/store/sqlite");
      const store = await openSqliteStore({ dataDir: process.argv[1] });
      const name = "x".repeat(2_000_000);
      const failed = await store.users.update(process.argv[2], { name }).catch((error) => error.code);
      console.log(JSON.stringify(failed), (await store.users.get(process.argv[2])).name);`;
    const hooks = new URL("../support/ts-hooks.mjs", import.meta.url).href;
    // A limit on the size of files, in blocks of 1 KiB, is the nearest thing to a full disk that needs no privilege.
    const run = spawnSync(
      "bash",
      [
        "-c",
        'trap "" XFSZ; ulimit -f 1000; exec "$0" --import "$1" --input-type=module -e "$2" "$3" "$4"',
        process.execPath,
        hooks,
        script,
        folder,
        user.id,
      ],
      { encoding: "utf8" },
    );
    expect(run.stdout.trim()).toBe(`"store_unavailable" ${user.name}`);
    expect(await store.users.update(user.id, { name: "room" })).toMatchObject({ name: "room" });
  });
});

describe("the database connection", () => {
  test("rolls back what throws, and joins a transaction that is open", async () => {
    const database = await Database.open(fileIn(aFolder()));
    const count = () =>
      database.read((sql) => sql.get<{ n: number }>("SELECT count(*) AS n FROM rate_limits")?.n);
    const row = (key: string) => ({ key, count: 1, reset_at: 1 });
    const failing = database.write((sql) => {
      sql.insert("rate_limits", row("a"));
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    expect(await count()).toBe(0);
    await database.write((sql) => {
      sql.insert("rate_limits", row("a"));
      sql.transaction("IMMEDIATE", (inner) => inner.insert("rate_limits", row("b")));
    });
    expect(await count()).toBe(2);
    database.close();
    await expect(count()).rejects.toMatchObject(unavailable);
  });
});
