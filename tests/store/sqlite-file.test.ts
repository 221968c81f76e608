import { randomBytes } from "node:crypto";
import { cpSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Adapter } from "next-auth/adapters";
import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { Database } from "@/lib/store/sqlite/database";
import { aFile, aProject, aScope, begin, bytes, contentOf, exchange, finish } from "./support/factories";
import { startWorker } from "./support/processes";
import { aFolder, bodiesIn, fileIn, open, unavailable } from "./support/sqlite-folder";

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

describe("the SQLite engine's rows", () => {
  test("of a removal that was cut short are invisible at once, and swept", async () => {
    const folder = aFolder();
    const store = await open(folder);
    const scope = await aScope(store);
    const project = await aProject(store, scope);
    const file = await aFile(store, scope, project.id);
    const done = await exchange(store, scope, { projectId: project.id, question: "needle" });
    const running = await begin(store, scope, { projectId: project.id });
    const tokenHash = newId();
    await store.shares.create(scope, {
      chatId: done.chatId,
      leafId: done.replyId,
      tokenHash,
      title: "x",
      lengths: {},
      max: 99,
    });
    const raw = new DatabaseSync(fileIn(folder));
    raw.prepare("UPDATE projects SET removed_at = 1 WHERE id = ?").run(project.id);

    expect(await store.projects.get(scope, project.id)).toBeNull();
    expect((await store.projects.list(scope, { limit: 5 })).items).toEqual([]);
    expect(await store.files.get(scope, project.id, file.id)).toBeNull();
    expect(await store.chats.get(scope, done.chatId)).toBeNull();
    expect(await store.messages.get(scope, done.chatId, done.replyId)).toBeNull();
    expect((await store.search.query(scope, "needle", { limit: 5 })).items).toEqual([]);
    expect(await store.shares.findByToken(tokenHash)).toBeNull();
    expect(await store.runs.active(scope, running.chatId)).toBeNull();
    expect(await finish(store, running)).toBe(false);

    await store.sweep(Date.now());
    for (const table of [
      "projects",
      "files",
      "bodies",
      "chats",
      "messages",
      "runs",
      "run_events",
      "shares",
    ]) {
      expect([table, raw.prepare(`SELECT count(*) AS n FROM ${table}`).get()]).toEqual([table, { n: 0 }]);
    }
    raw.exec("INSERT INTO message_search (message_search) VALUES ('integrity-check')");
    expect(
      raw.prepare("SELECT count(*) AS n FROM message_search WHERE message_search MATCH 'needle'").get(),
    ).toEqual({ n: 0 });
    raw.close();
    expect(bodiesIn(folder)).toEqual([]);
  });

  test("that have expired are swept", async () => {
    const folder = aFolder();
    const store = await open(folder);
    const scope = await aScope(store);
    const [now, hour] = [Date.now(), 3_600_000];
    const expires = new Date(now + hour);
    const adapter = store.authAdapter() as Required<Adapter>;
    const session = { userId: scope.ownerId, kind: "token" as const, ver: 1, userAgent: "", createdAt: now };
    await store.sessions.create({ ...session, expiresAt: now + hour });
    await adapter.createSession({ sessionToken: "t", userId: scope.ownerId, expires });
    await adapter.createVerificationToken({ identifier: "i", token: "t", expires });
    await store.rateLimits.hit("k", hour, now);
    const claim = { key: "k", bodyHash: "", runId: "r", chatId: "", messageId: "", createdAt: now };
    await store.idempotency.claim(scope, claim, now, hour);
    await store.feed.append({ ownerId: scope.ownerId, projectId: null, data: "" }, now);
    const raw = new DatabaseSync(fileIn(folder));
    const count = () =>
      [
        "sessions",
        "adapter_sessions",
        "verification_tokens",
        "rate_limits",
        "idempotency",
        "feed_events",
      ].map((table) => raw.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);
    await store.sweep(now + hour - 60_000);
    expect(count()).toEqual([1, 1, 1, 1, 1, 1]);
    await store.sweep(now + hour + 60_000);
    expect(count()).toEqual([0, 0, 0, 0, 0, 0]);
    raw.close();
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
