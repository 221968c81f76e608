import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { scopeOf } from "@/lib/auth/scope";
import { isAppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { openMongoStore } from "@/lib/store/mongodb";
import { type Context, createContext } from "@/lib/store/mongodb/client";
import { toEventDoc } from "@/lib/store/mongodb/run-log";
import type { Scope, Store } from "@/lib/store/types";
import { type Fuse, startFuse } from "../support/mongo-fuse";
import { type Engine, engines } from "./support/engines";
import {
  aFile,
  aProject,
  aScope,
  aTurn,
  begin,
  bytes,
  contentOf,
  exchange,
  finish,
  ids,
  LEASE_MS,
  type Turn,
  text,
} from "./support/factories";

/*
 * MongoDB is used without transactions, so whatever takes several writes is cut before each one of them in turn, as
 * when the process dies there. Another process then has to find all of it or nothing, and to be able to go on.
 */

// Each test opens the store once for every write that it cuts.
vi.setConfig({ testTimeout: 120_000 });

const HOURS_LATER = () => Date.now() + 3 * 3_600_000;
const page = { limit: 100 };

test("events of a run sort by their number as texts", () => {
  const sorted = [2, 10, 9, 1_000_000].map((seq) => toEventDoc("run", "lease", { seq, data: "" })._id).sort();
  expect(sorted.map((id) => Number(id.split(":")[1]))).toEqual([2, 9, 10, 1_000_000]);
});

type Setting<T> = {
  /** What is there before; by the process that does not die. */
  arrange(store: Store, scope: Scope): Promise<T>;
  /** What dies on the way; by the process that does. */
  act(store: Store, scope: Scope, given: T): Promise<unknown>;
  /** `outcome`: what `act` came to; `cut`: the number of writes before the cut, or "whole" when there was none. */
  check(store: Store, scope: Scope, given: T, outcome: unknown, cut: number | "whole"): Promise<void>;
};

describe.each(engines.filter(({ name }) => name === "mongodb"))("a crash on $name", (engine: Engine) => {
  const { target, destroy } = engine.create();
  const uri = target.kind === "mongodb" ? target.uri : "";
  let fuse: Fuse;
  let healthy: Store;
  let raw: Context;

  beforeAll(async () => {
    healthy = await openMongoStore({ uri });
    raw = createContext(uri);
    fuse = await startFuse(uri);
  });
  afterAll(async () => {
    await fuse.close();
    await healthy.close();
    await raw.client.close();
    await destroy();
  });

  /** Cuts before the first write, then before the second … until nothing is left to cut. */
  async function atEveryWrite<T>({ arrange, act, check }: Setting<T>): Promise<number> {
    for (let n = 0; ; n++) {
      const scope = await aScope(healthy);
      const given = await arrange(healthy, scope);
      const dying = await openMongoStore({ uri: fuse.uri });
      fuse.cutAtWrite(n);
      // A dead process waits for no server.
      void fuse.onCut().then(() => dying.close());
      const outcome = await act(dying, scope, given).catch((error: unknown) => error);
      const cut = fuse.isCut();
      await dying.close();
      if (cut) await fuse.join();
      await check(healthy, scope, given, outcome, cut ? n : "whole");
      if (!cut) return n;
    }
  }

  /** What is kept for an owner, and what belongs to nothing, whatever collection it is in. */
  async function remains(ownerId: string): Promise<Record<string, number>> {
    const found: Record<string, number> = {};
    for (const { name } of await raw.db.listCollections().toArray()) {
      if (name === "tombstones") continue;
      const count = await raw.db.collection(name).countDocuments({ ownerId });
      if (count > 0) found[name] = count;
    }
    for (const name of ["bodies.files", "bodies.chunks", "segmentBlobs"]) {
      const count = await raw.db.collection(name).countDocuments({});
      if (count > 0) found[name] = count;
    }
    const runs = new Set((await raw.c.runs.find({}).toArray()).map((run) => run._id));
    const events = await raw.c.runEvents.find({}).toArray();
    const lost = events.filter(({ _id }) => !runs.has(_id.split(":")[0] ?? "")).length;
    if (lost > 0) found.runEvents = lost;
    return found;
  }

  test("begin: nothing can be seen, or all of it after recovery", async () => {
    const writes = await atEveryWrite({
      async arrange(store, scope) {
        const project = await aProject(store, scope);
        return exchange(store, scope, { projectId: project.id, question: "First?" }).then((first) => ({
          first,
          turn: aTurn({
            projectId: project.id,
            chatId: first.chatId,
            parentId: first.replyId,
            leaseUntil: Date.now() - 1,
          }),
        }));
      },
      act: (store, scope, { turn }) => store.runs.begin(scope, turn),
      async check(store, scope, { first, turn }, outcome, cut) {
        const { run, userMessage } = turn;
        for (const expired of await store.runs.leases()) {
          const lease = newId();
          expect(expired.id).toBe(run.id);
          expect(await store.runs.takeOver(expired, lease, Date.now() + LEASE_MS)).toMatchObject({
            id: run.id,
          });
          expect(await store.runs.messageOf(run.id, lease)).toMatchObject({ id: run.messageId, parts: [] });
          expect(await finish(store, { runId: run.id, lease }, "", "interrupted")).toBe(true);
        }
        const chat = await store.chats.get(scope, first.chatId);
        const branch = await store.messages.branch(scope, first.chatId, chat?.activeLeafId ?? "", page);
        const before = [first.userId, first.replyId];
        if (outcome === "started") {
          expect(ids(branch.items)).toEqual([...before, userMessage.id, run.messageId]);
          expect(branch.items.at(-1)?.status).toBe("interrupted");
        } else {
          expect(outcome).toMatchObject({ code: "store_unavailable" });
          expect(ids(branch.items)).toEqual(before);
          expect(await store.messages.leafBelow(scope, first.chatId, first.replyId)).toBe(first.replyId);
          expect(await store.runs.get(scope, run.id)).toBeNull();
        }
        expect(cut === 0 ? "store_unavailable" : "started").toBe(
          isAppError(outcome) ? outcome.code : outcome,
        );
        // The chat is free, and the next question follows the last answer.
        const parentId = chat?.activeLeafId ?? null;
        const next = { projectId: run.projectId, chatId: first.chatId, parentId };
        await finish(store, await begin(store, scope, next));
      },
    });
    expect(writes).toBeGreaterThan(4);
  });

  test("begin of a new chat: the chat is there with its messages, or not at all", async () => {
    await atEveryWrite({
      async arrange(store, scope) {
        const project = await aProject(store, scope);
        return aTurn({ projectId: project.id, leaseUntil: Date.now() - 1 });
      },
      act: (store, scope, turn) => store.runs.begin(scope, turn),
      async check(store, scope, { run, userMessage }, outcome) {
        for (const seen of await store.runs.leases()) {
          expect(await store.runs.takeOver(seen, "next", Date.now() + LEASE_MS)).not.toBeNull();
          expect(await finish(store, { runId: seen.id, lease: "next" }, "", "interrupted")).toBe(true);
        }
        const { items } = await store.chats.list(scope, run.projectId, page);
        const branch = await store.messages.branch(scope, run.chatId, run.messageId, page);
        expect(ids(items)).toEqual(outcome === "started" ? [run.chatId] : []);
        expect(ids(branch.items)).toEqual(outcome === "started" ? [userMessage.id, run.messageId] : []);
      },
    });
  });

  test("flush: a finished answer is never called interrupted, an unfinished one is recovered", async () => {
    await atEveryWrite({
      async arrange(store, scope) {
        const project = await aProject(store, scope);
        const turn = await begin(store, scope, { projectId: project.id });
        const flush = { runId: turn.runId, lease: turn.lease, leaseUntil: Date.now() - 1 };
        await store.runs.flush([{ ...flush, events: [{ seq: 1, data: "a" }] }]);
        return { turn, projectId: project.id };
      },
      act: (store, _scope, { turn }) =>
        store.runs.flush([
          {
            runId: turn.runId,
            lease: turn.lease,
            leaseUntil: Date.now() - 1,
            events: [{ seq: 2, data: "b" }],
            message: { parts: text("The answer."), finishReason: "stop" },
            finish: { status: "complete" },
          },
        ]),
      async check(store, scope, { turn, projectId }) {
        for (const seen of await store.runs.leases()) {
          const { id } = seen;
          if (!(await store.runs.takeOver(seen, "next", Date.now() + LEASE_MS))) continue;
          const events = await store.runs.eventsOf(id, "next");
          expect(events.slice(0, 1)).toEqual([{ seq: 1, data: "a" }]);
          expect(await finish(store, { runId: id, lease: "next" }, "Recovered.", "interrupted")).toBe(true);
        }
        const run = await store.runs.get(scope, turn.runId);
        const message = await store.messages.get(scope, turn.chatId, turn.replyId);
        expect(message?.status).toBe(run?.status);
        expect(message?.parts).toEqual(text(run?.status === "complete" ? "The answer." : "Recovered."));
        const parentId = turn.replyId;
        await finish(store, await begin(store, scope, { projectId, chatId: turn.chatId, parentId }));
      },
    });
  });

  test("a project with files: all of it is there, or nothing of it once the sweep went by", async () => {
    const writes = await atEveryWrite({
      arrange: (store, scope) =>
        Promise.all(["one", "two"].map((content) => store.files.putBody(scope, bytes(content), 100))),
      act: (store, scope, bodies) =>
        store.projects.create(
          scope,
          {
            name: "Whole",
            description: "",
            settings: { model: "gpt-test", temperature: 0, maxTokens: 1_000 },
            files: bodies.map((body, i) => ({ ...body, filename: `${i}.txt`, mimeType: "text/plain" })),
          },
          1_000,
        ),
      async check(store, scope, bodies, outcome) {
        await store.sweep(HOURS_LATER());
        const { items } = await store.projects.list(scope, page);
        const made = items[0];
        if (!made) {
          expect(outcome).toMatchObject({ code: "store_unavailable" });
          expect(await remains(scope.ownerId)).toEqual({});
          return;
        }
        const files = await store.files.list(scope, made.id, page);
        expect(files.items.map((file) => file.filename)).toEqual(["1.txt", "0.txt"]);
        expect(await contentOf(await store.files.readBody(scope, bodies[0]?.bodyId ?? ""))).toBe("one");
        await store.projects.remove(scope, made.id);
        await store.sweep(HOURS_LATER());
      },
    });
    expect(writes).toBeGreaterThan(4);
  });

  /** A project with one of everything below it. */
  async function aFullProject(store: Store, scope: Scope): Promise<{ projectId: string; turn: Turn }> {
    const project = await aProject(store, scope);
    await aFile(store, scope, project.id, { content: "a".repeat(600_000) });
    await store.configs.put(scope, {
      id: "hash",
      projectId: project.id,
      version: 1,
      prompts: [],
      settings: project.settings,
      files: [],
    });
    const turn = await begin(store, scope, { projectId: project.id });
    const flush = { runId: turn.runId, lease: turn.lease, leaseUntil: Date.now() + 600_000 };
    await store.runs.flush([{ ...flush, events: [{ seq: 1, data: "a" }] }]);
    return { projectId: project.id, turn };
  }

  test("a project's removal hides all of it at once, and the sweep finishes it", async () => {
    await atEveryWrite({
      arrange: aFullProject,
      act: (store, scope, { projectId }) => store.projects.remove(scope, projectId),
      async check(store, scope, { projectId, turn }, _outcome, cut) {
        const seen = [
          await store.projects.get(scope, projectId),
          await store.chats.get(scope, turn.chatId),
          await store.messages.get(scope, turn.chatId, turn.replyId),
          await store.runs.tail(scope, turn.runId, 0, 10),
          await store.configs.get(scope, projectId, "hash"),
        ];
        if (cut === 0) {
          expect(seen).not.toContain(null);
          await store.projects.remove(scope, projectId);
        } else {
          expect(seen).toEqual(seen.map(() => null));
          expect((await store.projects.list(scope, page)).items).toEqual([]);
          expect((await store.files.list(scope, projectId, page)).items).toEqual([]);
        }
        await store.sweep(Date.now());
        expect(await remains(scope.ownerId)).toEqual({});
      },
    });
  });

  test("a user's removal ends the account at its second write, and the sweep finishes it", async () => {
    await atEveryWrite({
      arrange: aFullProject,
      act: (store, scope) => store.users.remove(scope.ownerId),
      async check(store, scope, { projectId }, _outcome, cut) {
        if (cut !== 0) expect(await store.projects.get(scope, projectId)).toBeNull();
        if (cut === 0) await store.users.remove(scope.ownerId);
        await store.sweep(Date.now());
        expect(await store.users.get(scope.ownerId)).toBeNull();
        await store.sweep(HOURS_LATER());
        expect(await remains(scope.ownerId)).toEqual({});
      },
    });
  });

  test("a chat's removal is whole", async () => {
    await atEveryWrite({
      async arrange(store, scope) {
        const project = await aProject(store, scope);
        const turn = await begin(store, scope, { projectId: project.id });
        const flush = { runId: turn.runId, lease: turn.lease, leaseUntil: Date.now() + 600_000 };
        await store.runs.flush([{ ...flush, events: [{ seq: 1, data: "a" }] }]);
        return turn;
      },
      act: (store, scope, { chatId }) => store.chats.remove(scope, chatId),
      async check(store, scope, { chatId, replyId }, _outcome, cut) {
        if (cut === 0) await store.chats.remove(scope, chatId);
        expect(await store.chats.get(scope, chatId)).toBeNull();
        expect(await store.messages.get(scope, chatId, replyId)).toBeNull();
        await store.sweep(Date.now());
        expect(await remains(scope.ownerId)).toEqual({ projects: 1 });
      },
    });
  });

  test("an upload leaves no bytes behind", async () => {
    const content = Buffer.alloc(700_000, 7);
    await atEveryWrite({
      arrange: (store, scope) => aProject(store, scope),
      async act(store, scope, project) {
        const body = await store.files.putBody(scope, bytes(content), 1_000_000);
        const meta = { filename: "a", mimeType: "a", providerFileId: null, status: "uploaded" as const };
        return store.files.create(scope, project.id, { ...body, ...meta }, 10);
      },
      async check(store, scope, project) {
        await store.sweep(HOURS_LATER());
        const { items } = await store.files.list(scope, project.id, page);
        for (const file of items) {
          expect((await contentOf(await store.files.readBody(scope, file.bodyId)))?.length).toBe(700_000);
          await store.files.remove(scope, project.id, file.id);
        }
        expect(await remains(scope.ownerId)).toEqual({ projects: 1 });
      },
    });
  });

  test("a file's removal is whole", async () => {
    await atEveryWrite({
      async arrange(store, scope) {
        const project = await aProject(store, scope);
        return aFile(store, scope, project.id, { content: "whole" });
      },
      act: (store, scope, file) => store.files.remove(scope, file.projectId, file.id),
      async check(store, scope, file) {
        await store.sweep(HOURS_LATER());
        if (await store.files.get(scope, file.projectId, file.id)) {
          expect(await contentOf(await store.files.readBody(scope, file.bodyId))).toBe("whole");
          await store.files.remove(scope, file.projectId, file.id);
        }
        expect(await remains(scope.ownerId)).toEqual({ projects: 1 });
      },
    });
  });

  test("publishing what was read shows the old or the new, never a mixture", async () => {
    const segment = (id: string, fileId: string) => ({
      id,
      fileId,
      format: 1,
      passages: 1,
      totalLength: 3,
      buckets: 1,
      vectors: null,
    });
    await atEveryWrite({
      async arrange(store, scope) {
        const project = await aProject(store, scope);
        const file = await aFile(store, scope, project.id);
        const now = Date.now();
        await store.jobs.enqueue(scope, project.id, file.id, "read", now);
        const job = await store.jobs.claim({ lease: newId(), leaseUntil: now + 600_000, now });
        if (job?.fileId !== file.id) throw new Error("Another job was claimed.");
        const lease = (await raw.c.jobs.findOne({ _id: job.id }))?.lease ?? "";
        const held = { jobId: job.id, lease };
        const old = newId();
        await store.segments.put(held, old, [{ kind: "t", n: 0, data: Buffer.from("old") }]);
        await store.segments.publish(held, segment(old, file.id), null);
        return { file, held, old, fresh: newId() };
      },
      async act(store, _scope, { held, file, fresh }) {
        await store.segments.put(held, fresh, [{ kind: "t", n: 0, data: Buffer.from("new") }]);
        return store.segments.publish(held, segment(fresh, file.id), "read again");
      },
      async check(store, scope, { file, held, old, fresh }, outcome) {
        const [shown] = await store.segments.list(scope, file.projectId);
        if (outcome === true) expect(shown?.id).toBe(fresh);
        const [blob] = await store.segments.blobs(scope, file.projectId, [
          { segmentId: shown?.id ?? "", kind: "t", n: 0 },
        ]);
        const note = (await store.files.get(scope, file.projectId, file.id))?.note;
        expect([Buffer.from(blob?.data ?? []).toString(), note]).toEqual(
          shown?.id === old ? ["old", null] : ["new", "read again"],
        );
        await store.jobs.release(held, null);
        await store.files.remove(scope, file.projectId, file.id);
        expect(await remains(scope.ownerId)).toEqual({ projects: 1 });
      },
    });
  });

  test("the scope of a removed user sees nothing of another's with the same name", async () => {
    const user = await healthy.users.create({ email: "again@example.test", name: "A", passwordHash: null });
    await aProject(healthy, scopeOf({ userId: user.id }));
    await healthy.users.remove(user.id);
    const again = await healthy.users.create({ email: "again@example.test", name: "A", passwordHash: null });
    expect((await healthy.projects.list(scopeOf({ userId: again.id }), page)).items).toEqual([]);
  });
});
