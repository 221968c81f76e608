import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { scopeOf } from "@/lib/auth/scope";
import { newId } from "@/lib/ids";
import { openSqliteStore } from "@/lib/store/sqlite";
import { addFunctions } from "@/lib/store/sqlite/functions";
import { MIGRATIONS } from "@/lib/store/sqlite/schema";
import type { Store } from "@/lib/store/types";
import { aProject, aScope, aUser, text } from "./support/factories";
import { startWorker } from "./support/processes";
import { aFolder, fileIn, open } from "./support/sqlite-folder";

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
        INSERT INTO users (id, email, name, ver, created_at, updated_at)
          VALUES ('${userId}', 'old@example.test', 'Old', 1, 1, 1);
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
      const scope = scopeOf({ userId });
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
    await expect(openSqliteStore({ dataDir: folder })).rejects.toThrow("is damaged, or is none");
    expect(readFileSync(fileIn(folder), "utf8")).toContain("somebody's text file");
  });
});
