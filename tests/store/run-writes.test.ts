import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import type { RunFlush, Scope } from "@/lib/store/types";
import { engines, useStore } from "./support/engines";
import { activeRun, aProject, begin, exchange, finish, LEASE_MS, text, within } from "./support/factories";
import { aScopeAndProject, events, flush, seqsOf } from "./support/runs";

describe.each(engines)("what a run writes on $name", (engine) => {
  const db = useStore(engine);

  test("a flush writes events, text and lease together", async () => {
    const { scope, projectId } = await aScopeAndProject(db.store);
    const turn = await begin(db.store, scope, { projectId });
    const leaseUntil = Date.now() + 60_000;
    const message = {
      parts: text("So far"),
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    };
    await db.store.runs.flush([flush(turn, { leaseUntil, events: events(1, 5), message })]);
    expect(await db.store.runs.get(scope, turn.runId)).toMatchObject({
      leaseUntil,
      lastSeq: 5,
      status: "active",
    });
    expect(await db.store.messages.get(scope, turn.chatId, turn.replyId)).toMatchObject({
      ...message,
      status: "streaming",
    });
    await db.store.runs.flush([flush(turn, { leaseUntil })]);
    expect(await db.store.runs.get(scope, turn.runId)).toMatchObject({ lastSeq: 5 });
  });

  test("a flush that comes late takes nothing back", async () => {
    const { scope, projectId } = await aScopeAndProject(db.store);
    const turn = await begin(db.store, scope, { projectId });
    const stored = () => db.store.messages.get(scope, turn.chatId, turn.replyId);
    const write = (seq: number, value: string, more: Partial<RunFlush> = {}) =>
      db.store.runs.flush([
        flush(turn, { events: events(seq, 1), message: { parts: text(value) }, seq, ...more }),
      ]);
    await write(1, "One");
    await write(3, "One two three");
    await write(2, "One two");
    expect(await stored()).toMatchObject({ parts: text("One two three"), status: "streaming" });
    await write(4, "One two three four", { finish: { status: "complete" } });
    await write(3, "One two three");
    expect(await stored()).toMatchObject({ parts: text("One two three four"), status: "complete" });
  });

  test("a finish ends the run, its message and the lock in one step", async () => {
    const { scope, projectId } = await aScopeAndProject(db.store);
    for (const status of ["complete", "stopped", "interrupted", "failed"] as const) {
      const turn = await begin(db.store, scope, { projectId });
      const errorCode = status === "failed" ? "provider_failed" : null;
      const [result] = await db.store.runs.flush([
        flush(turn, { events: events(1, 1), message: { parts: text("T") }, finish: { status, errorCode } }),
      ]);
      expect(result?.accepted).toBe(true);
      const run = await db.store.runs.get(scope, turn.runId);
      expect(run).toMatchObject({ status, errorCode, lastSeq: 1 });
      expect(Math.abs((run?.finishedAt ?? 0) - Date.now())).toBeLessThan(30_000);
      expect(await db.store.messages.get(scope, turn.chatId, turn.replyId)).toMatchObject({
        status,
        parts: text("T"),
      });
      expect(await db.store.runs.active(scope, turn.chatId)).toBeNull();
      expect(await seqsOf(db.store, scope, turn.runId)).toEqual([1]);
    }
  });

  test("a finished run takes nothing more, but its last flush may be repeated", async () => {
    const { scope, projectId } = await aScopeAndProject(db.store);
    const turn = await begin(db.store, scope, { projectId });
    const last = flush(turn, {
      events: events(1, 2),
      message: { parts: text("End") },
      finish: { status: "complete" },
    });
    expect((await db.store.runs.flush([last]))[0]?.accepted).toBe(true);
    const late = flush(turn, { events: events(3, 1), message: { parts: text("Late") } });
    expect((await db.store.runs.flush([late]))[0]?.accepted).toBe(false);
    const other = flush(turn, { finish: { status: "failed" } });
    expect((await db.store.runs.flush([other]))[0]?.accepted).toBe(false);
    expect((await db.store.runs.flush([last]))[0]?.accepted).toBe(true);
    expect(await seqsOf(db.store, scope, turn.runId)).toEqual([1, 2]);
    expect(await db.store.messages.get(scope, turn.chatId, turn.replyId)).toMatchObject({
      status: "complete",
      parts: text("End"),
    });
  });

  test("events that come twice count once", async () => {
    const { scope, projectId } = await aScopeAndProject(db.store);
    const turn = await begin(db.store, scope, { projectId });
    const batch = [flush(turn, { events: events(1, 4) })];
    await Promise.all([db.store.runs.flush(batch), db.store.runs.flush(batch)]);
    await db.store.runs.flush([flush(turn, { events: events(3, 4) })]);
    expect(await seqsOf(db.store, scope, turn.runId)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("the tail goes on from any place, in pieces", async () => {
    const { scope, projectId } = await aScopeAndProject(db.store);
    const turn = await begin(db.store, scope, { projectId });
    await db.store.runs.flush([flush(turn, { events: events(1, 150) })]);
    expect(await seqsOf(db.store, scope, turn.runId, 0, 3)).toEqual([1, 2, 3]);
    expect(await seqsOf(db.store, scope, turn.runId, 147)).toEqual([148, 149, 150]);
    expect(await seqsOf(db.store, scope, turn.runId, 150)).toEqual([]);
    const tail = await db.store.runs.tail(scope, turn.runId, 9, 1);
    expect(tail).toMatchObject({
      run: { id: turn.runId, lastSeq: 150 },
      events: [{ seq: 10, data: "[10]" }],
    });
    expect(await db.store.runs.tail(scope, newId(), 0, 5)).toBeNull();
  });

  test("a stop request reaches the writer, once and for all", async () => {
    const { scope, projectId } = await aScopeAndProject(db.store);
    const turn = await begin(db.store, scope, { projectId });
    const now = Date.now();
    expect((await db.store.runs.flush([flush(turn)]))[0]?.stopRequested).toBe(false);
    expect(await db.store.runs.requestStop(scope, turn.chatId, now)).toMatchObject({
      id: turn.runId,
      stopRequestedAt: now,
    });
    expect(await db.store.runs.requestStop(scope, turn.chatId, now + 5)).toMatchObject({
      stopRequestedAt: now,
    });
    expect((await db.store.runs.flush([flush(turn)]))[0]).toEqual({
      runId: turn.runId,
      accepted: true,
      stopRequested: true,
    });
    await finish(db.store, turn, "Text", "stopped");
    expect(await db.store.runs.requestStop(scope, turn.chatId, now)).toBeNull();
    expect(await db.store.runs.requestStop(scope, newId(), now)).toBeNull();
  });

  test("running replies are listed by project", async () => {
    const { scope, projectId } = await aScopeAndProject(db.store);
    const other = (await aProject(db.store, scope)).id;
    const a = await begin(db.store, scope, { projectId });
    const b = await begin(db.store, scope, { projectId: other });
    await exchange(db.store, scope, { projectId });
    const listed = async (of: Scope, project?: string) =>
      (await db.store.runs.listActive(of, project)).map(({ id }) => id).toSorted();
    expect(await listed(scope)).toEqual([a.runId, b.runId].toSorted());
    expect(await listed(scope, projectId)).toEqual([a.runId]);
    expect(await listed(within(scope, other))).toEqual([b.runId]);
    expect(await listed(within(scope, other), projectId)).toEqual([]);
  });

  test("of ten that take a run over one succeeds, and the old holder can write nothing", async () => {
    const { scope, projectId } = await aScopeAndProject(db.store);
    const turn = await begin(db.store, scope, { projectId });
    await db.store.runs.flush([flush(turn, { events: events(1, 2), message: { parts: text("Kept") } })]);
    const { leaseUntil } = await activeRun(db.store, scope, turn.chatId);
    const seen = { id: turn.runId, lease: turn.lease, leaseUntil };
    const take = (newLease: string, more: object = {}) =>
      db.store.runs.takeOver({ ...seen, ...more }, newLease, 12_345);
    expect(await take("x", { leaseUntil: leaseUntil - 1 })).toBeNull();
    expect(await take("x", { lease: "wrong" })).toBeNull();
    expect(await take("x", { id: newId() })).toBeNull();

    const taken = await Promise.all(Array.from({ length: 10 }, (_, i) => take(`lease-${i}`)));
    const [lease = ""] = taken.flatMap((run) => (run ? [run.lease] : []));
    expect(taken.filter(Boolean)).toMatchObject([{ id: turn.runId, lastSeq: 2, status: "active" }]);
    expect(await activeRun(db.store, scope, turn.chatId)).toMatchObject({ lease, leaseUntil: 12_345 });

    const late = flush(turn, {
      events: events(3, 5),
      message: { parts: text("Late") },
      finish: { status: "complete" },
    });
    expect(await db.store.runs.flush([late])).toEqual([
      { runId: turn.runId, accepted: false, stopRequested: false },
    ]);
    expect(await seqsOf(db.store, scope, turn.runId)).toEqual([1, 2]);
    expect(await db.store.runs.messageOf(turn.runId, turn.lease)).toBeNull();
    expect(await db.store.runs.eventsOf(turn.runId, turn.lease)).toEqual([]);
    expect(await db.store.runs.messageOf(turn.runId, lease)).toMatchObject({
      id: turn.replyId,
      parts: text("Kept"),
    });
    expect(await db.store.runs.eventsOf(turn.runId, lease)).toEqual(events(1, 2));

    await finish(db.store, { runId: turn.runId, lease }, "Kept", "interrupted");
    expect(await db.store.messages.get(scope, turn.chatId, turn.replyId)).toMatchObject({
      status: "interrupted",
    });
    expect(await take("after", { lease, leaseUntil: Date.now() + LEASE_MS })).toBeNull();
  });

  test("a takeover in the middle of a flush leaves a log that one of them wrote", async () => {
    const { scope, projectId } = await aScopeAndProject(db.store);
    for (let round = 0; round < 10; round++) {
      const turn = await begin(db.store, scope, { projectId });
      const seen = await activeRun(db.store, scope, turn.chatId);
      const [[flushed], taken] = await Promise.all([
        db.store.runs.flush([flush(turn, { leaseUntil: seen.leaseUntil + 1, events: events(1, 3) })]),
        db.store.runs.takeOver(seen, "new", Date.now() + LEASE_MS),
      ]);
      expect([flushed?.accepted, taken]).not.toEqual([false, null]);
      const lease = taken ? "new" : turn.lease;
      const log = await db.store.runs.eventsOf(turn.runId, lease);
      if (flushed?.accepted && !taken) expect(log).toEqual(events(1, 3));
      expect(await seqsOf(db.store, scope, turn.runId)).toEqual(log.map(({ seq }) => seq));
    }
  });

  test("the leases of running replies are seen as they change", async () => {
    const { scope, projectId } = await aScopeAndProject(db.store);
    const mine = await begin(db.store, scope, { projectId, leaseUntil: 1_000 });
    const over = await begin(db.store, scope, { projectId });
    const seen = async () =>
      (await db.store.runs.leases()).filter(({ id }) => id === mine.runId || id === over.runId);
    expect(await seen()).toHaveLength(2);
    await finish(db.store, over);
    expect(await seen()).toEqual([{ id: mine.runId, lease: mine.lease, leaseUntil: 1_000 }]);
    await db.store.runs.flush([flush(mine, { leaseUntil: 2_000 })]);
    expect(await seen()).toEqual([{ id: mine.runId, lease: mine.lease, leaseUntil: 2_000 }]);
  });
});
