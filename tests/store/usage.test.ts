import { describe, expect, test, vi } from "vitest";
import type { Usage } from "@/lib/schemas";
import type { RunFlush, Scope } from "@/lib/store/types";
import { engines, useStore } from "./support/engines";
import { aProject, aScope, begin, within } from "./support/factories";

const tokens = (prompt: number, completion: number): Usage => ({
  prompt_tokens: prompt,
  completion_tokens: completion,
  total_tokens: prompt + completion,
});
const EVER = { from: "2000-01-01", to: "2100-01-01" };

describe.each(engines)("usage on $name", (engine) => {
  const db = useStore(engine);
  const run = async (scope: Scope, projectId: string, rest: Partial<RunFlush>) => {
    const { runId, lease, chatId } = await begin(db.store, scope, { projectId });
    const flush: RunFlush = { runId, lease, leaseUntil: Date.now() + 9_000, events: [], ...rest };
    await db.store.runs.flush([flush]);
    return { flush, chatId };
  };

  test("finished runs add up by day, project and model", async () => {
    const scope = await aScope(db.store);
    const [a, b] = [(await aProject(db.store, scope)).id, (await aProject(db.store, scope)).id];
    const before = new Date().toISOString().slice(0, 10);
    await run(scope, a, { finish: { status: "complete", usage: tokens(10, 5) } });
    await run(scope, a, { finish: { status: "stopped", usage: tokens(7, 1) } });
    await run(scope, a, { message: { model: "other" }, finish: { status: "complete", usage: tokens(1, 1) } });
    await run(scope, b, { message: { usage: tokens(3, 4) }, finish: { status: "complete" } });
    await run(scope, b, { finish: { status: "failed", errorCode: "provider_failed" } });
    await run(scope, b, { message: { usage: tokens(100, 100) } });
    const day = new Date().toISOString().slice(0, 10);
    if (day !== before) return;
    const rows = await db.store.usage.list(scope, EVER);
    const key = (row: { projectId: string; model: string }) => `${row.projectId} ${row.model}`;
    expect(rows.toSorted((x, y) => (key(x) < key(y) ? -1 : 1))).toEqual(
      [
        { day, projectId: a, model: "gpt-test", replies: 2, promptTokens: 17, completionTokens: 6 },
        { day, projectId: a, model: "other", replies: 1, promptTokens: 1, completionTokens: 1 },
        { day, projectId: b, model: "gpt-test", replies: 2, promptTokens: 3, completionTokens: 4 },
      ].toSorted((x, y) => (key(x) < key(y) ? -1 : 1)),
    );
    expect(await db.store.usage.list(scope, { ...EVER, projectId: b })).toHaveLength(1);
    expect(await db.store.usage.list(within(scope, b), EVER)).toHaveLength(1);
    expect(await db.store.usage.list(within(scope, b), { ...EVER, projectId: a })).toEqual([]);
    expect(await db.store.usage.list(scope, { from: day, to: day })).toHaveLength(3);
    expect(await db.store.usage.list(scope, { from: "2000-01-01", to: "2000-12-31" })).toEqual([]);
    expect(await db.store.usage.list(await aScope(db.store), EVER)).toEqual([]);
  });

  test("a run counts once, however often and by whomever its end is told", async () => {
    const scope = await aScope(db.store);
    const projectId = (await aProject(db.store, scope)).id;
    const { flush } = await run(scope, projectId, { finish: { status: "complete", usage: tokens(2, 3) } });
    await Promise.all([db.store.runs.flush([flush]), db.store.runs.flush([flush])]);
    await db.store.runs.flush([{ ...flush, lease: "stolen" }]);
    const rows = await db.store.usage.list(scope, EVER);
    expect(rows).toMatchObject([{ replies: 1, promptTokens: 2, completionTokens: 3 }]);
  });

  test("racing ends are all counted", async () => {
    const scope = await aScope(db.store);
    const projectId = (await aProject(db.store, scope)).id;
    const usage = tokens(1, 2);
    await Promise.all(
      Array.from({ length: 12 }, () => run(scope, projectId, { finish: { status: "complete", usage } })),
    );
    const sum = (await db.store.usage.list(scope, EVER)).reduce((n, row) => n + row.completionTokens, 0);
    expect(sum).toBe(24);
  });

  test("the sums outlive chats and projects, not their owner", async () => {
    const scope = await aScope(db.store);
    const projectId = (await aProject(db.store, scope)).id;
    const { chatId } = await run(scope, projectId, { finish: { status: "complete", usage: tokens(1, 1) } });
    await db.store.chats.remove(scope, chatId);
    expect(await db.store.usage.list(scope, EVER)).toHaveLength(1);
    await db.store.projects.remove(scope, projectId);
    expect(await db.store.usage.list(scope, EVER)).toMatchObject([{ projectId, replies: 1 }]);
    await db.store.users.remove(scope.ownerId);
    expect(await db.store.usage.list(scope, EVER)).toEqual([]);
  });

  test("days are those of the time zone that is asked for", async () => {
    const scope = await aScope(db.store);
    const projectId = (await aProject(db.store, scope)).id;
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      for (const time of ["2026-03-01T23:29:59Z", "2026-03-01T23:30:00Z", "2026-03-02T12:00:00Z"]) {
        vi.setSystemTime(new Date(time));
        await run(scope, projectId, { finish: { status: "complete", usage: tokens(1, 1) } });
      }
    } finally {
      vi.useRealTimers();
    }
    const days = async (from: string, to: string, offset?: number) =>
      (await db.store.usage.list(scope, { from, to, offset })).map(({ day, replies }) => [day, replies]);
    const march = ["2026-03-01", "2026-03-03"] as const;
    expect(await days(...march)).toEqual([
      ["2026-03-01", 2],
      ["2026-03-02", 1],
    ]);
    expect(await days(...march, 30)).toEqual([
      ["2026-03-01", 1],
      ["2026-03-02", 2],
    ]);
    expect(await days(...march, 14 * 60)).toEqual([
      ["2026-03-02", 2],
      ["2026-03-03", 1],
    ]);
    expect(await days("2026-03-02", "2026-03-02", 14 * 60)).toEqual([["2026-03-02", 2]]);
    expect(await days(...march, -12 * 60)).toEqual([
      ["2026-03-01", 2],
      ["2026-03-02", 1],
    ]);
    expect(await days("2026-02-28", "2026-02-28", -12 * 60)).toEqual([]);
  });
});
