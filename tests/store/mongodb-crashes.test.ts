import { describe, expect, test, vi } from "vitest";
import { isAppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { toEventDoc } from "@/lib/store/mongodb/run-log";
import { crashBench, mongoEngines } from "./support/crashes";
import {
  aProject,
  aTurn,
  begin,
  bytes,
  contentOf,
  exchange,
  finish,
  ids,
  LEASE_MS,
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

describe.each(mongoEngines)("a crash on $name", (engine) => {
  const bench = crashBench(engine);
  const { atEveryWrite, remains } = bench;

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
});
