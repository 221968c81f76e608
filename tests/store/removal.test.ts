import { describe, expect, test } from "vitest";
import { scopeOf } from "@/lib/auth/scope";
import { newId } from "@/lib/ids";
import type { Scope, Store } from "@/lib/store/types";
import { engines, useStore } from "./support/engines";
import {
  aFile,
  aProject,
  aScope,
  aTurn,
  aUser,
  begin,
  bytes,
  contentOf,
  exchange,
  finish,
  settings,
} from "./support/factories";

const page = { limit: 10 };

/** One of everything in a project. */
async function fill(store: Store, scope: Scope) {
  const project = await aProject(store, scope);
  const projectId = project.id;
  const file = await aFile(store, scope, projectId);
  await store.configs.put(scope, { id: "hash", projectId, version: 1, prompts: [], settings, files: [] });
  await store.versions.put(scope, aVersion(projectId, 1));
  const done = await exchange(store, scope, { projectId });
  const running = await begin(store, scope, { projectId });
  await store.runs.flush([
    {
      runId: running.runId,
      lease: running.lease,
      leaseUntil: Date.now() + 60_000,
      events: [{ seq: 1, data: "[]" }],
    },
  ]);
  return { project, projectId, file, done, running };
}

const aVersion = (projectId: string, number: number) => ({
  projectId,
  number,
  configId: "hash",
  prompts: [],
  authorId: "author",
  summary: "",
  restoredFrom: null,
  createdAt: 1,
});

async function expectGone(store: Store, scope: Scope, it: Awaited<ReturnType<typeof fill>>) {
  const empty = { items: [], nextCursor: null };
  expect(await store.projects.get(scope, it.projectId)).toBeNull();
  expect(await store.files.list(scope, it.projectId, page)).toEqual(empty);
  expect(await store.files.get(scope, it.projectId, it.file.id)).toBeNull();
  expect(await store.files.readBody(scope, it.file.bodyId)).toBeNull();
  expect(await store.configs.get(scope, it.projectId, "hash")).toBeNull();
  expect(await store.versions.get(scope, it.projectId, 1)).toBeNull();
  expect(await store.chats.list(scope, it.projectId, page)).toEqual(empty);
  for (const turn of [it.done, it.running]) {
    expect(await store.chats.get(scope, turn.chatId)).toBeNull();
    expect(await store.messages.get(scope, turn.chatId, turn.replyId)).toBeNull();
    expect(await store.runs.get(scope, turn.runId)).toBeNull();
    expect(await store.runs.messageOf(turn.runId, turn.lease)).toBeNull();
    expect(await store.runs.eventsOf(turn.runId, turn.lease)).toEqual([]);
  }
  expect((await store.runs.leases()).map(({ id }) => id)).not.toContain(it.running.runId);
  expect(await finish(store, it.running)).toBe(false);
  const turn = aTurn({ projectId: it.projectId, chatId: it.done.chatId, parentId: it.done.replyId });
  expect(await store.runs.begin(scope, turn)).toBe("missing");
}

describe.each(engines)("removal on $name", (engine) => {
  const db = useStore(engine);

  test("a project takes all that is below it along, and nothing else", async () => {
    const scope = await aScope(db.store);
    const [gone, kept] = [await fill(db.store, scope), await fill(db.store, scope)];
    expect(await db.store.projects.remove(scope, gone.projectId)).toBe(true);
    expect(await db.store.projects.remove(scope, gone.projectId)).toBe(false);
    await expectGone(db.store, scope, gone);
    expect((await db.store.projects.list(scope, page)).items).toMatchObject([
      { id: kept.projectId, fileCount: 1, chatCount: 2 },
    ]);
    expect(await contentOf(await db.store.files.readBody(scope, kept.file.bodyId))).toBe("content");
    expect(await finish(db.store, kept.running)).toBe(true);
  });

  test("of racing removals of one project one says so", async () => {
    const scope = await aScope(db.store);
    const it = await fill(db.store, scope);
    const removed = await Promise.all(
      Array.from({ length: 5 }, () => db.store.projects.remove(scope, it.projectId)),
    );
    expect(removed.filter(Boolean)).toHaveLength(1);
    await expectGone(db.store, scope, it);
  });

  test("what is written while its project goes away goes with it", async () => {
    for (let round = 0; round < 5; round++) {
      const scope = await aScope(db.store);
      const it = await fill(db.store, scope);
      const turn = aTurn({ projectId: it.projectId });
      await Promise.allSettled([
        db.store.projects.remove(scope, it.projectId),
        db.store.runs.begin(scope, turn),
        aFile(db.store, scope, it.projectId),
        db.store.versions.put(scope, aVersion(it.projectId, 2)),
        db.store.configs.put(scope, {
          id: "late",
          projectId: it.projectId,
          version: 2,
          prompts: [],
          settings,
          files: [],
        }),
      ]);
      await db.store.sweep(Date.now());
      await expectGone(db.store, scope, it);
      expect(await db.store.runs.get(scope, turn.run.id)).toBeNull();
      expect(await db.store.chats.get(scope, turn.run.chatId)).toBeNull();
    }
  });

  test("a user goes with everything, and others keep theirs", async () => {
    const [user, other] = [await aUser(db.store), await aUser(db.store)];
    const [scope, theirs] = [scopeOf({ userId: user.id }), scopeOf({ userId: other.id })];
    const [a, b, kept] = [
      await fill(db.store, scope),
      await fill(db.store, scope),
      await fill(db.store, theirs),
    ];
    const loose = await db.store.files.putBody(scope, bytes("loose"), 100);
    const now = Date.now();
    const session = {
      kind: "token" as const,
      ver: 1,
      userAgent: "",
      createdAt: now,
      expiresAt: now + 99_999,
    };
    const [ended, live] = [
      await db.store.sessions.create({ ...session, userId: user.id }),
      await db.store.sessions.create({ ...session, userId: other.id }),
    ];
    const claim = { key: "k", bodyHash: "", runId: newId(), chatId: "", messageId: "", createdAt: now };
    await db.store.idempotency.claim(scope, claim, now, 1e9);

    expect(await db.store.users.remove(user.id)).toBe(true);

    await expectGone(db.store, scope, a);
    await expectGone(db.store, scope, b);
    expect(await db.store.projects.list(scope, page)).toEqual({ items: [], nextCursor: null });
    await db.store.sweep(now);
    expect(await db.store.files.readBody(scope, loose.bodyId)).toBeNull();
    expect(await db.store.sessions.find(ended.id, now)).toBeNull();
    expect(await db.store.sessions.list(user.id, now)).toEqual([]);
    expect((await db.store.idempotency.claim(scope, { ...claim, runId: newId() }, now, 1e9)).mine).toBe(true);
    expect(await db.store.sessions.find(live.id, now)).not.toBeNull();
    expect(await contentOf(await db.store.files.readBody(theirs, kept.file.bodyId))).toBe("content");
    expect((await db.store.chats.list(theirs, kept.projectId, page)).items).toHaveLength(2);
  });

  test("a project for a user who is gone is not made, and says so", async () => {
    const scope = await aScope(db.store);
    await db.store.users.remove(scope.ownerId);
    await expect(aProject(db.store, scope)).rejects.toMatchObject({ code: "not_found" });
    expect((await db.store.projects.list(scope, page)).items).toEqual([]);
  });

  test("a user who is gone starts no session", async () => {
    const user = await aUser(db.store);
    await db.store.users.remove(user.id);
    const now = Date.now();
    const input = {
      userId: user.id,
      kind: "token" as const,
      ver: 1,
      userAgent: "",
      createdAt: now,
      expiresAt: now + 9_999,
    };
    const session = await db.store.sessions.create(input).catch(() => null);
    if (session) expect(await db.store.sessions.find(session.id, now)).toBeNull();
  });
});

describe.each(engines)("the sweep on $name", (engine) => {
  const db = useStore(engine);
  const HOUR = 3_600_000;

  test("a body that nothing names is kept for an hour", async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    const file = await aFile(db.store, scope, project.id);
    const { bodyId } = await db.store.files.putBody(scope, bytes("loose"), 100);
    await db.store.sweep(Date.now() + HOUR - 60_000);
    expect(await contentOf(await db.store.files.readBody(scope, bodyId))).toBe("loose");
    await db.store.sweep(Date.now() + HOUR + 60_000);
    expect(await db.store.files.readBody(scope, bodyId)).toBeNull();
    expect(await contentOf(await db.store.files.readBody(scope, file.bodyId))).toBe("content");
  });

  test("the log of a finished run is kept for an hour, its text for ever", async () => {
    const scope = await aScope(db.store);
    const { id: projectId } = await aProject(db.store, scope);
    const turns = [await begin(db.store, scope, { projectId }), await begin(db.store, scope, { projectId })];
    for (const { runId, lease } of turns) {
      await db.store.runs.flush([{ runId, lease, leaseUntil: 1, events: [{ seq: 1, data: "[1]" }] }]);
    }
    const [done, running] = turns as [(typeof turns)[0], (typeof turns)[0]];
    await finish(db.store, done, "Text");
    const events = async (runId: string) => (await db.store.runs.tail(scope, runId, 0, 10))?.events.length;
    await db.store.sweep(Date.now() + HOUR - 60_000);
    expect([await events(done.runId), await events(running.runId)]).toEqual([1, 1]);
    await db.store.sweep(Date.now() + HOUR + 60_000);
    expect([await events(done.runId), await events(running.runId)]).toEqual([0, 1]);
    expect(await db.store.runs.get(scope, done.runId)).toMatchObject({ status: "complete" });
    expect(await db.store.messages.get(scope, done.chatId, done.replyId)).toMatchObject({
      parts: [{ text: "Text" }],
    });
  });

  test("it may run anywhere, any time, more than once at once", async () => {
    const scope = await aScope(db.store);
    const { id: projectId } = await aProject(db.store, scope);
    const turn = await exchange(db.store, scope, { projectId });
    await Promise.all([1, 2, 3].map(() => db.store.sweep(Date.now())));
    expect(await db.store.messages.get(scope, turn.chatId, turn.replyId)).not.toBeNull();
  });
});
