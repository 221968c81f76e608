import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { engines, useStore } from "./support/engines";
import { activeRun, aProject, aTurn, begin, exchange, finish, type Turn, text } from "./support/factories";
import { aScopeAndProject, events, flush, seqsOf } from "./support/runs";

describe.each(engines)("runs on $name", (engine) => {
  const db = useStore(engine);

  test("begin stores the lock, both messages and the place in the chat", async () => {
    const { scope, projectId } = await aScopeAndProject(db.store);
    const turn = aTurn({ projectId });
    expect(await db.store.runs.begin(scope, turn)).toBe("started");
    const { run } = turn;
    const stored = await activeRun(db.store, scope, run.chatId);
    expect(stored).toEqual({
      ...run,
      ownerId: scope.ownerId,
      keyId: null,
      visitorId: null,
      status: "active",
      stopRequestedAt: null,
      lastSeq: 0,
      errorCode: null,
      createdAt: turn.now,
      finishedAt: null,
    });
    expect(await db.store.runs.get(scope, run.id)).toEqual(stored);
    const reply = await db.store.messages.get(scope, run.chatId, run.messageId);
    expect(reply).toMatchObject({
      status: "streaming",
      parts: [],
      runId: run.id,
      parentId: turn.userMessage.id,
    });
    expect(await db.store.messages.get(scope, run.chatId, turn.userMessage.id)).toMatchObject({
      status: "complete",
    });
    expect(await db.store.chats.get(scope, run.chatId)).toMatchObject({
      activeLeafId: run.messageId,
      running: true,
    });
  });

  test("of twenty racing sends into one chat one starts, and the others leave nothing", async () => {
    const { scope, projectId } = await aScopeAndProject(db.store);
    const { chatId, replyId } = await exchange(db.store, scope, { projectId });
    const turns = Array.from({ length: 20 }, () => aTurn({ projectId, chatId, parentId: replyId }));
    const outcomes = await Promise.all(turns.map((turn) => db.store.runs.begin(scope, turn)));
    expect(outcomes.filter((outcome) => outcome === "started")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "run_active")).toHaveLength(19);
    for (const [i, turn] of turns.entries()) {
      const stored = outcomes[i] === "started";
      expect((await db.store.messages.get(scope, chatId, turn.userMessage.id)) !== null).toBe(stored);
      expect((await db.store.messages.get(scope, chatId, turn.run.messageId)) !== null).toBe(stored);
      expect((await db.store.runs.get(scope, turn.run.id)) !== null).toBe(stored);
    }
    const winner = turns[outcomes.indexOf("started")];
    const reply = await db.store.messages.get(scope, chatId, winner?.run.messageId ?? "");
    expect(reply?.siblings.count).toBe(1);
    const question = await db.store.messages.get(scope, chatId, winner?.userMessage.id ?? "");
    expect(question?.siblings.count).toBe(1);
  });

  test("an expired lease still holds the chat until somebody recovers it", async () => {
    const { scope, projectId } = await aScopeAndProject(db.store);
    const lost = await begin(db.store, scope, { projectId, leaseUntil: Date.now() - 10_000 });
    const next = aTurn({ projectId, chatId: lost.chatId, parentId: lost.replyId });
    expect(await db.store.runs.begin(scope, next)).toBe("run_active");
    await finish(db.store, lost, "", "interrupted");
    expect(await db.store.runs.begin(scope, next)).toBe("started");
  });

  test("what is missing is missing, and nothing is left behind", async () => {
    const { scope, projectId } = await aScopeAndProject(db.store);
    const { chatId, replyId } = await exchange(db.store, scope, { projectId });
    const elsewhere = await exchange(db.store, scope, { projectId });
    const other = await aProject(db.store, scope);
    const tries = [
      aTurn({ projectId: newId() }),
      aTurn({ projectId, chatId: newId() }),
      aTurn({ projectId: other.id, chatId, parentId: replyId }),
      aTurn({ projectId, chatId, parentId: newId() }),
      aTurn({ projectId, chatId, parentId: elsewhere.replyId }),
      aTurn({ projectId, parentId: replyId }),
    ];
    for (const turn of tries) {
      expect(await db.store.runs.begin(scope, turn)).toBe("missing");
      expect(await db.store.runs.get(scope, turn.run.id)).toBeNull();
      expect(await db.store.messages.get(scope, turn.run.chatId, turn.userMessage.id)).toBeNull();
      if (turn.newChat) expect(await db.store.chats.get(scope, turn.run.chatId)).toBeNull();
    }
    expect(await db.store.chats.get(scope, chatId)).toMatchObject({ activeLeafId: replyId, running: false });
    expect(await db.store.runs.begin(scope, aTurn({ projectId, chatId, parentId: replyId }))).toBe("started");
  });

  test("a sibling answer needs a question of this chat", async () => {
    const { scope, projectId } = await aScopeAndProject(db.store);
    const { chatId } = await exchange(db.store, scope, { projectId });
    const { userMessage: _, ...input } = aTurn({ projectId, chatId });
    expect(await db.store.runs.begin(scope, input)).toBe("missing");
  });

  test("a continued answer keeps its text and streams again under the new run", async () => {
    const { scope, projectId } = await aScopeAndProject(db.store);
    const turn = await begin(db.store, scope, { projectId });
    await finish(db.store, turn, "Half an ans", "interrupted");
    const { userMessage: _, ...next } = aTurn({ projectId, chatId: turn.chatId });
    next.run.messageId = turn.replyId;
    const input = { ...next, resumeMessage: true };
    expect(await db.store.runs.begin(scope, { ...input, run: { ...next.run, messageId: newId() } })).toBe(
      "missing",
    );
    expect(await db.store.runs.begin(scope, { ...input, run: { ...next.run, messageId: turn.userId } })).toBe(
      "missing",
    );
    expect(await db.store.runs.begin(scope, input)).toBe("started");
    const resumed = await db.store.messages.get(scope, turn.chatId, turn.replyId);
    expect(resumed).toMatchObject({
      status: "streaming",
      runId: next.run.id,
      parts: text("Half an ans"),
      finishReason: null,
    });
    expect(resumed?.siblings.count).toBe(1);
    expect(await finish(db.store, turn, "from the old run")).toBe(false);
    expect(await finish(db.store, { runId: next.run.id, lease: next.run.lease }, "Half an answer.")).toBe(
      true,
    );
    expect(await db.store.messages.get(scope, turn.chatId, turn.replyId)).toMatchObject({
      status: "complete",
      parts: text("Half an answer."),
    });
  });

  test("many runs are flushed at once, each by its own lease", async () => {
    const { scope, projectId } = await aScopeAndProject(db.store);
    const turns: Turn[] = [];
    for (let i = 0; i < 10; i++) turns.push(await begin(db.store, scope, { projectId }));
    const results = await db.store.runs.flush(
      turns.map((turn, i) =>
        flush(i % 3 === 0 ? { ...turn, lease: "stolen" } : turn, { events: events(1, 3) }),
      ),
    );
    expect(results).toEqual(
      turns.map(({ runId }, i) => ({ runId, accepted: i % 3 !== 0, stopRequested: false })),
    );
    for (const [i, { runId }] of turns.entries()) {
      expect(await seqsOf(db.store, scope, runId)).toEqual(i % 3 === 0 ? [] : [1, 2, 3]);
    }
    expect(await db.store.runs.flush([])).toEqual([]);
  });
});
