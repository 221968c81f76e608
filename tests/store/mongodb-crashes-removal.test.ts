import { describe, expect, test, vi } from "vitest";
import { scopeOf } from "@/lib/auth/scope";
import { newId } from "@/lib/ids";
import type { Scope, Store } from "@/lib/store/types";
import { crashBench, mongoEngines } from "./support/crashes";
import { aFile, aProject, begin, bytes, contentOf, type Turn } from "./support/factories";

// Each test opens the store once for every write that it cuts.
vi.setConfig({ testTimeout: 120_000 });

const HOURS_LATER = () => Date.now() + 3 * 3_600_000;
const page = { limit: 100 };

describe.each(mongoEngines)("a crash on $name while something is removed", (engine) => {
  const bench = crashBench(engine);
  const { atEveryWrite, remains } = bench;

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
        const lease = (await bench.raw.c.jobs.findOne({ _id: job.id }))?.lease ?? "";
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
    const user = await bench.healthy.users.create({
      email: "again@example.test",
      name: "A",
      passwordHash: null,
    });
    await aProject(bench.healthy, scopeOf({ userId: user.id }));
    await bench.healthy.users.remove(user.id);
    const again = await bench.healthy.users.create({
      email: "again@example.test",
      name: "A",
      passwordHash: null,
    });
    expect((await bench.healthy.projects.list(scopeOf({ userId: again.id }), page)).items).toEqual([]);
  });
});
