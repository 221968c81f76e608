import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import type { IdempotencyRecord } from "@/lib/store/types";
import { engines, useStore } from "./support/engines";
import { aProject, aScope, within } from "./support/factories";

const HOUR = 3_600_000;

const claimOf = (key: string, now: number): IdempotencyRecord => ({
  key,
  bodyHash: "body",
  runId: newId(),
  chatId: newId(),
  messageId: newId(),
  createdAt: now,
});

describe.each(engines)("idempotency keys on $name", (engine) => {
  const db = useStore(engine);

  test("of twenty racing claims one is mine and all see the same row", async () => {
    const scope = await aScope(db.store);
    const now = Date.now();
    const records = Array.from({ length: 20 }, () => claimOf("send 🔑", now));
    const claims = await Promise.all(
      records.map((record) => db.store.idempotency.claim(scope, record, now, HOUR)),
    );
    const winner = records[claims.findIndex(({ mine }) => mine)];
    expect(claims.filter(({ mine }) => mine)).toHaveLength(1);
    for (const claim of claims) expect(claim.record).toEqual(winner);
  });

  test("a key may be used again when its time is over", async () => {
    const scope = await aScope(db.store);
    const [first, second] = [claimOf("k", 1_000), claimOf("k", 1_000 + HOUR)];
    await db.store.idempotency.claim(scope, first, 1_000, HOUR);
    expect(await db.store.idempotency.claim(scope, second, 999 + HOUR, HOUR)).toEqual({
      mine: false,
      record: first,
    });
    expect(await db.store.idempotency.claim(scope, second, 1_000 + HOUR, HOUR)).toEqual({
      mine: true,
      record: second,
    });
  });

  test("of racing claims on an expired key one wins", async () => {
    const scope = await aScope(db.store);
    await db.store.idempotency.claim(scope, claimOf("old", 1), 1, 10);
    const claims = await Promise.all(
      Array.from({ length: 10 }, () => db.store.idempotency.claim(scope, claimOf("old", 100), 100, HOUR)),
    );
    expect(claims.filter(({ mine }) => mine)).toHaveLength(1);
    expect(new Set(claims.map(({ record }) => record.runId)).size).toBe(1);
  });

  test("only its own claim is given back", async () => {
    const scope = await aScope(db.store);
    const [mine, other] = [claimOf("r", 1), claimOf("r", 1)];
    await db.store.idempotency.claim(scope, mine, 1, HOUR);
    await db.store.idempotency.release(scope, "r", other.runId);
    expect((await db.store.idempotency.claim(scope, other, 2, HOUR)).mine).toBe(false);
    await db.store.idempotency.release(scope, "r", mine.runId);
    expect((await db.store.idempotency.claim(scope, other, 3, HOUR)).mine).toBe(true);
  });

  test("the same key of two users, or of a user and a project's credential, are two keys", async () => {
    const [scope, other] = [await aScope(db.store), await aScope(db.store)];
    const project = await aProject(db.store, scope);
    for (const each of [scope, other, within(scope, project.id)]) {
      expect((await db.store.idempotency.claim(each, claimOf("same", 1), 1, HOUR)).mine).toBe(true);
    }
    for (const key of ["Same", "same ", ""]) {
      expect((await db.store.idempotency.claim(scope, claimOf(key, 1), 1, HOUR)).mine).toBe(true);
    }
  });
});

describe.each(engines)("rate limits on $name", (engine) => {
  const db = useStore(engine);

  test("fifty hits at once are counted one by one", async () => {
    const now = Date.now();
    const hits = await Promise.all(
      Array.from({ length: 50 }, () => db.store.rateLimits.hit("address:1", 1_000, now)),
    );
    expect(hits.map(({ count }) => count).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 1),
    );
    for (const { resetAt } of hits) expect(resetAt).toBe(hits[0]?.resetAt);
    expect(hits[0]?.resetAt).toBeGreaterThan(now);
    expect(hits[0]?.resetAt).toBeLessThanOrEqual(now + 1_000);
  });

  test("a window ends where it said, and the next starts at one", async () => {
    const now = Date.now();
    const { resetAt } = await db.store.rateLimits.hit("w", 1_000, now);
    expect(await db.store.rateLimits.hit("w", 1_000, resetAt - 1)).toEqual({ count: 2, resetAt });
    const next = await db.store.rateLimits.hit("w", 1_000, resetAt);
    expect(next.count).toBe(1);
    expect(next.resetAt).toBeGreaterThan(resetAt);
  });

  test("racing hits at the end of a window share the next one", async () => {
    const { resetAt } = await db.store.rateLimits.hit("edge", 10, 1_000_000);
    const hits = await Promise.all(
      Array.from({ length: 20 }, () => db.store.rateLimits.hit("edge", 10, resetAt)),
    );
    expect(hits.map(({ count }) => count).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
  });

  test("each key counts for itself, whatever it holds", async () => {
    const now = Date.now();
    for (const key of ["a", "A", "a.b$c", "💥", "x".repeat(300)]) {
      expect((await db.store.rateLimits.hit(key, 60_000, now)).count).toBe(1);
    }
    await db.store.sweep(now);
    expect((await db.store.rateLimits.hit("a", 60_000, now)).count).toBe(2);
  });
});
