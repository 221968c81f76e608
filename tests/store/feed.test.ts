import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import type { Scope, Store } from "@/lib/store/types";
import { engines, openTarget, useStore } from "./support/engines";
import { aProject, aScope, within } from "./support/factories";

const HOUR = 3_600_000;

describe.each(engines)("the feed on $name", (engine) => {
  const db = useStore(engine);
  const append = (scope: Scope, data: string, { projectId = null as string | null, now = Date.now() } = {}) =>
    db.store.feed.append({ ownerId: scope.ownerId, projectId, data }, now);
  const read = async (scope: Scope, after: number, limit = 100) => {
    const { events, ...rest } = await db.store.feed.after(scope, after, limit);
    return { events: events.map(({ data }) => data), ...rest };
  };

  test("events come in the order they were added, from any place, in pieces", async () => {
    const scope = await aScope(db.store);
    expect(await db.store.feed.latest(scope)).toBe(0);
    expect(await read(scope, 0)).toEqual({ events: [], seq: 0, missed: false });
    for (const data of ["a", "b", "c"]) await append(scope, data, { now: 1_000 });
    expect(await db.store.feed.latest(scope)).toBe(3);
    expect((await db.store.feed.after(scope, 0, 1)).events).toEqual([{ seq: 1, at: 1_000, data: "a" }]);
    expect(await read(scope, 0, 2)).toEqual({ events: ["a", "b"], seq: 2, missed: false });
    expect(await read(scope, 2)).toEqual({ events: ["c"], seq: 3, missed: false });
    expect(await read(scope, 3)).toEqual({ events: [], seq: 3, missed: false });
  });

  test("a reader beside thirty racing writers misses nothing", async () => {
    const scope = await aScope(db.store);
    const seen: { seq: number; data: string }[] = [];
    let at = 0;
    let done = false;
    const reader = (async () => {
      while (!done || at < 30) {
        const { events, seq, missed } = await db.store.feed.after(scope, at, 7);
        expect(missed).toBe(false);
        seen.push(...events);
        at = seq;
      }
    })();
    await Promise.all(Array.from({ length: 30 }, (_, i) => append(scope, `${i}`)));
    done = true;
    await reader;
    expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(new Set(seen.map(({ data }) => data)).size).toBe(30);
  });

  test("everyone has a feed of their own, a project's credential a part of its owner's", async () => {
    const [scope, other] = [await aScope(db.store), await aScope(db.store)];
    const project = (await aProject(db.store, scope)).id;
    await append(scope, "mine");
    await append(scope, "project", { projectId: project });
    await append(scope, "another", { projectId: newId() });
    await append(other, "theirs");
    expect(await read(other, 0)).toEqual({ events: ["theirs"], seq: 1, missed: false });
    expect(await read(within(scope, project), 0)).toEqual({ events: ["project"], seq: 3, missed: false });
  });

  test("events are kept for an hour, and a reader who comes later is told", async () => {
    const scope = await aScope(db.store);
    const now = Date.now();
    await append(scope, "old", { now });
    await append(scope, "older", { now: now + 1 });
    await append(scope, "young", { now: now + HOUR });
    await db.store.sweep(now + HOUR + 60_000);
    expect(await read(scope, 0)).toEqual({ events: ["young"], seq: 3, missed: true });
    expect(await read(scope, 1)).toMatchObject({ events: ["young"], missed: true });
    expect(await read(scope, 2)).toEqual({ events: ["young"], seq: 3, missed: false });
    await db.store.sweep(now + 3 * HOUR);
    expect(await read(scope, 2)).toEqual({ events: [], seq: 3, missed: true });
    expect(await read(scope, 3)).toEqual({ events: [], seq: 3, missed: false });
    expect(await db.store.feed.latest(scope)).toBe(3);
    await append(scope, "next", { now: now + 3 * HOUR });
    expect(await read(scope, 3)).toEqual({ events: ["next"], seq: 4, missed: false });
  });

  test("a place beyond the end belongs to another log", async () => {
    const scope = await aScope(db.store);
    await append(scope, "only");
    expect(await read(scope, 9)).toEqual({ events: [], seq: 1, missed: true });
  });

  test("a burst of one person's news from two processes is written together, without a gap", async () => {
    const scope = await aScope(db.store);
    const other = await openTarget(db.target);
    const burst = (store: Store, from: string) =>
      Promise.all(
        Array.from({ length: 150 }, (_, n) =>
          store.feed.append({ ownerId: scope.userId, projectId: null, data: `${from}${n}` }, Date.now()),
        ),
      );
    const begun = performance.now();
    await Promise.all([burst(db.store, "a"), burst(other, "b")]);
    // One by one, each racing for the next number, they took ten times as long.
    expect(performance.now() - begun).toBeLessThan(3_000);
    await other.close();
    const { events } = await db.store.feed.after(scope, 0, 400);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 300 }, (_, n) => n + 1));
    const from = (name: string) => events.map(({ data }) => data).filter((data) => data.startsWith(name));
    expect(from("a")).toEqual(Array.from({ length: 150 }, (_, n) => `a${n}`));
    expect(from("b")).toHaveLength(150);
  });

  test("an owner who is gone has none", async () => {
    const scope = await aScope(db.store);
    await append(scope, "before");
    await db.store.users.remove(scope.ownerId);
    await append(scope, "after");
    expect(await db.store.feed.latest(scope)).toBe(0);
    expect((await read(scope, 0)).events).toEqual([]);
  });
});
