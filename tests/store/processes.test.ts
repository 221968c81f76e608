import { describe, expect, test } from "vitest";
import { scopeOf } from "@/lib/auth/scope";
import { newId } from "@/lib/ids";
import type { Store } from "@/lib/store/types";
import { engines, openTarget, type Target, useStore } from "./support/engines";
import {
  activeRun,
  aProject,
  aScope,
  begin,
  contentOf,
  exchange,
  finish,
  LEASE_MS,
  text,
} from "./support/factories";
import { all, startWorker } from "./support/processes";
import type { Task, Written } from "./support/worker";

const WORKERS = 2;
const MINUTES = 5 * 60_000;

describe.each(engines)("several processes on $name", (engine) => {
  const db = useStore(engine);

  /** What each of them said, all having begun together. */
  const together = async (
    target: Target,
    task: Task,
    here: () => Promise<unknown> = async () => undefined,
  ) => {
    const workers = await Promise.all(Array.from({ length: WORKERS }, () => startWorker(target, task)));
    const [said] = await Promise.all([Promise.all(workers.map((worker) => all(worker.start()))), here()]);
    return said;
  };

  test(
    "count every hit",
    async () => {
      const key = newId();
      const here: number[] = [];
      const said = await together(db.target, { do: "hit", key, times: 40 }, async () => {
        const hits = Array.from({ length: 40 }, () => db.store.rateLimits.hit(key, 600_000, Date.now()));
        here.push(...(await Promise.all(hits)).map(({ count }) => count));
      });
      const counts = [...said.flat(), ...here].map(Number).toSorted((a, b) => a - b);
      expect(counts).toEqual(Array.from({ length: 40 * (WORKERS + 1) }, (_, i) => i + 1));
    },
    MINUTES,
  );

  test(
    "register an e-mail once",
    async () => {
      const emails = Array.from({ length: 15 }, () => `${newId()}@example.test`);
      const said = await together(db.target, { do: "register", emails });
      for (const i of emails.keys()) expect(said.filter((answers) => answers[i] === true)).toHaveLength(1);
    },
    MINUTES,
  );

  test(
    "claim a key once",
    async () => {
      const { ownerId } = await aScope(db.store);
      const keys = Array.from({ length: 15 }, () => newId());
      const said = await together(db.target, { do: "claim", ownerId, keys });
      for (const i of keys.keys()) expect(said.filter((answers) => answers[i] === true)).toHaveLength(1);
    },
    MINUTES,
  );

  test(
    "answer in a chat one at a time",
    async () => {
      const scope = await aScope(db.store);
      const projectId = (await aProject(db.store, scope)).id;
      const turns = [];
      for (let i = 0; i < 8; i++) turns.push(await exchange(db.store, scope, { projectId }));
      const [chatIds, parentIds] = [turns.map((turn) => turn.chatId), turns.map((turn) => turn.replyId)];
      const said = await together(db.target, {
        do: "begin",
        ownerId: scope.ownerId,
        projectId,
        chatIds,
        parentIds,
      });
      for (const [i, turn] of turns.entries()) {
        expect(said.filter((answers) => answers[i] === true)).toHaveLength(1);
        const { messageId } = await activeRun(db.store, scope, turn.chatId);
        const { items } = await db.store.messages.branch(scope, turn.chatId, messageId, { limit: 10 });
        expect(items).toHaveLength(4);
        expect(items[2]?.siblings.count).toBe(1);
      }
    },
    MINUTES,
  );

  test(
    "write one feed, that a reader follows without missing anything",
    async () => {
      const scope = await aScope(db.store);
      const seen: number[] = [];
      const total = 20 * WORKERS;
      await together(db.target, { do: "append", ownerId: scope.ownerId, times: 20 }, async () => {
        for (let at = 0; at < total; ) {
          const { events, seq } = await db.store.feed.after(scope, at, 100);
          seen.push(...events.map((event) => event.seq));
          at = seq;
        }
      });
      expect(seen).toEqual(Array.from({ length: total }, (_, i) => i + 1));
    },
    MINUTES,
  );
});

describe.each(engines)("a process killed while it writes on $name", (engine) => {
  const db = useStore(engine);

  /** Kills the writer right after its n-th word: what it was told last, and how far it came. */
  const killAfter = async (task: Task, words: number): Promise<unknown[]> => {
    const worker = await startWorker(db.target, task);
    const said: unknown[] = [];
    for await (const line of worker.start()) {
      said.push(line);
      if (said.length === words) void worker.kill();
    }
    await worker.kill();
    return said;
  };

  const expectKept = async (store: Store, ownerId: string, projectId: string, written: Written[]) => {
    const scope = scopeOf({ userId: ownerId });
    const last = new Map(written.map((line) => [line.runId, line]));
    for (const [runId, line] of last) {
      const branch = await store.messages.branch(scope, line.chatId, line.replyId, { limit: 10 });
      expect(branch.items.map(({ id }) => id)).toEqual([line.userId, line.replyId]);
      expect(JSON.stringify(branch.items[1]?.parts)).toContain(line.text);
      const tail = await store.runs.tail(scope, runId, 0, 100);
      expect(tail?.events.length).toBeGreaterThanOrEqual(line.seq);
      expect(tail?.run.lastSeq).toBe(tail?.events.length);
      if (tail?.run.status !== "active") continue;
      // Somebody else goes on with it.
      const lease = newId();
      expect(await store.runs.takeOver(tail.run, lease, Date.now() + LEASE_MS)).toMatchObject({ lease });
      expect(await finish(store, { runId, lease }, line.text, "interrupted")).toBe(true);
      const next = { projectId, chatId: line.chatId, parentId: line.replyId };
      expect((await begin(store, scope, next)).chatId).toBe(line.chatId);
    }
  };

  test(
    "has lost nothing that it was told is written, and the chat goes on",
    async () => {
      const scope = await aScope(db.store);
      const projectId = (await aProject(db.store, scope)).id;
      const task: Task = { do: "reply for ever", ownerId: scope.ownerId, projectId };
      for (const words of [1, 2, 4, 9]) {
        const written = (await killAfter(task, words)) as Written[];
        expect(written.length).toBeGreaterThanOrEqual(words);
        // One that was open all the time, and one that is opened afterwards.
        const reopened = await openTarget(db.target);
        try {
          await expectKept(words % 2 ? reopened : db.store, scope.ownerId, projectId, written);
        } finally {
          await reopened.close();
        }
      }
    },
    MINUTES,
  );

  test(
    "leaves whole bodies, and nothing of the others after the sweep",
    async () => {
      const scope = await aScope(db.store);
      const stored = (await killAfter({ do: "upload for ever", ownerId: scope.ownerId }, 2)) as string[];
      for (const bodyId of stored) {
        expect((await contentOf(await db.store.files.readBody(scope, bodyId)))?.length).toBe(3 * 256 * 1024);
      }
      await db.store.sweep(Date.now() + 2 * 3_600_000);
      for (const bodyId of stored) expect(await db.store.files.readBody(scope, bodyId)).toBeNull();
      const project = await aProject(db.store, scope);
      const turn = await exchange(db.store, scope, { projectId: project.id, answer: "still here" });
      expect(await db.store.messages.get(scope, turn.chatId, turn.replyId)).toMatchObject({
        parts: text("still here"),
      });
    },
    MINUTES,
  );
});
