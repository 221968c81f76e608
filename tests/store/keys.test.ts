import { describe, expect, test } from "vitest";
import { scopeOf } from "@/lib/auth/scope";
import { newId } from "@/lib/ids";
import type { KeyRecord, KeySecret, KeyWish, Scope, Store } from "@/lib/store/types";
import { engines, useStore } from "./support/engines";
import { allPages, aProject, aScope, aUser, ids, within } from "./support/factories";
import { all, startWorker } from "./support/processes";

let counter = 0;
const aSecret = (prefix = `cbp_${newId().slice(-8)}`): KeySecret => ({
  hash: `${newId()}${++counter}`,
  prefix,
  last4: "wxyz",
});
const input = {
  projectId: null as string | null,
  name: "CI",
  scopes: ["chat" as const],
  origins: ["https://example.com"],
  budget: { tokensPerDay: 100 },
  limits: { requestsPerMinute: 5 },
  expiresAt: null as number | null,
};
async function aKey(store: Store, scope: Scope, patch: Partial<typeof input> = {}, secret = aSecret()) {
  const key = await store.keys.create(scope, { ...input, ...patch }, secret, 100);
  if (!key) throw new Error("The project is not there.");
  return { key, secret };
}
const wish = (tokens: number, more: Partial<KeyWish> = {}): KeyWish => ({
  holdId: newId(),
  tokens,
  microUsd: 0,
  user: "-",
  holdUntil: Date.now() + 60_000,
  ...more,
});
const NOW = Date.parse("2026-11-29T12:00:00Z");

describe.each(engines)("keys on $name", (engine) => {
  const db = useStore(engine);

  test("a key is found by the prefix of its secret until it is revoked; what is kept shows no hash", async () => {
    const scope = await aScope(db.store);
    const { key, secret } = await aKey(db.store, scope);
    expect(key).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      ownerId: scope.ownerId,
      ...input,
      prefix: secret.prefix,
      last4: "wxyz",
      createdAt: expect.any(Number),
      lastUsedAt: null,
    });
    expect(await db.store.keys.withPrefix(secret.prefix, NOW)).toEqual([{ key, secret }]);
    expect(await db.store.keys.withPrefix("cbp_other", NOW)).toEqual([]);
    expect(await db.store.keys.get(scope, key.id)).toEqual(key);
    expect(await db.store.keys.find(key.id, NOW)).toEqual(key);
    await db.store.keys.touch(key.id, 5_000);
    await db.store.keys.touch(key.id, 4_000);
    expect((await db.store.keys.get(scope, key.id))?.lastUsedAt).toBe(5_000);
    expect(await db.store.keys.remove(scope, key.id)).toBe(true);
    expect(await db.store.keys.remove(scope, key.id)).toBe(false);
    expect(await db.store.keys.withPrefix(secret.prefix, NOW)).toEqual([]);
    expect(await db.store.keys.find(key.id, NOW)).toBeNull();
  });

  test("an expired key finds nothing; two secrets may share a prefix", async () => {
    const scope = await aScope(db.store);
    const { key, secret } = await aKey(db.store, scope, { expiresAt: 2_000 });
    expect(await db.store.keys.withPrefix(secret.prefix, 2_000)).toEqual([]);
    expect(await db.store.keys.find(key.id, 2_000)).toBeNull();
    expect(await db.store.keys.withPrefix(secret.prefix, 1_999)).toHaveLength(1);
    await aKey(db.store, scope, {}, { ...aSecret(), prefix: secret.prefix });
    expect(await db.store.keys.withPrefix(secret.prefix, 1_999)).toHaveLength(2);
  });

  test("a rotated secret works until its end, an older one no longer", async () => {
    const scope = await aScope(db.store);
    const { key, secret: first } = await aKey(db.store, scope);
    const [second, third] = [aSecret(), aSecret()];
    const rotated = await db.store.keys.rotate(scope, key.id, second, 5_000);
    expect(rotated).toEqual({ ...key, prefix: second.prefix, last4: second.last4 });
    expect(await db.store.keys.withPrefix(first.prefix, 4_999)).toEqual([{ key: rotated, secret: first }]);
    expect(await db.store.keys.withPrefix(first.prefix, 5_000)).toEqual([]);
    await db.store.keys.rotate(scope, key.id, third, 6_000);
    expect(await db.store.keys.withPrefix(first.prefix, 1_000)).toEqual([]);
    expect(await db.store.keys.withPrefix(second.prefix, 5_999)).toHaveLength(1);
    expect(await db.store.keys.withPrefix(third.prefix, 9e12)).toHaveLength(1);
  });

  test("keys are their owner's, and those of a project a project credential's", async () => {
    const [scope, stranger] = [await aScope(db.store), await aScope(db.store)];
    const project = await aProject(db.store, scope);
    const { key: everywhere } = await aKey(db.store, scope);
    const { key: here } = await aKey(db.store, scope, { projectId: project.id });
    const inside = within(scope, project.id);
    const list = (of: Scope, projectId?: string) =>
      allPages((page) => db.store.keys.list(of, { ...page, projectId }), 1);
    expect(ids(await list(scope))).toEqual([here.id, everywhere.id]);
    expect(ids(await list(scope, project.id))).toEqual([here.id]);
    expect(ids(await list(inside))).toEqual([here.id]);
    expect(await list(stranger)).toEqual([]);
    expect(await db.store.keys.get(stranger, here.id)).toBeNull();
    expect(await db.store.keys.get(inside, everywhere.id)).toBeNull();
    expect(await db.store.keys.update(stranger, here.id, { name: "x" })).toBeNull();
    expect(await db.store.keys.rotate(stranger, here.id, aSecret(), 1)).toBeNull();
    expect(await db.store.keys.remove(stranger, here.id)).toBe(false);
    expect(await db.store.keys.spending(stranger, here.id, NOW)).toBeNull();
    expect(
      await db.store.keys.create(stranger, { ...input, projectId: project.id }, aSecret(), 9),
    ).toBeNull();
    const changed = await db.store.keys.update(scope, here.id, { name: "New", expiresAt: 9e12, budget: {} });
    expect(changed).toEqual({ ...here, name: "New", expiresAt: 9e12, budget: {} });
    expect(await db.store.keys.update(scope, here.id, {})).toEqual(changed);
  });

  test("racing creations never pass the limit", async () => {
    const scope = await aScope(db.store);
    const made = await Promise.allSettled(
      Array.from({ length: 6 }, () => db.store.keys.create(scope, input, aSecret(), 3)),
    );
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    const [refused] = made.filter((result) => result.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "limit_reached" });
  });

  test("keys go with their project and with their owner", async () => {
    const user = await aUser(db.store);
    const scope = scopeOf({ userId: user.id });
    const project = await aProject(db.store, scope);
    const { secret: here } = await aKey(db.store, scope, { projectId: project.id });
    const { secret: everywhere } = await aKey(db.store, scope);
    await db.store.projects.remove(scope, project.id);
    expect(await db.store.keys.withPrefix(here.prefix, NOW)).toEqual([]);
    expect(await db.store.keys.withPrefix(everywhere.prefix, NOW)).toHaveLength(1);
    await db.store.users.remove(user.id);
    expect(await db.store.keys.withPrefix(everywhere.prefix, NOW)).toEqual([]);
  });

  test("of 50 at once on a budget for one exactly one is let through", async () => {
    const { key } = await aKey(db.store, await aScope(db.store));
    for (const budget of [100, 5]) {
      const id = budget === 100 ? key.id : (await aKey(db.store, await aScope(db.store))).key.id;
      const caps = { budget: { tokensPerDay: budget }, limits: {} };
      const asked = Array.from({ length: 50 }, () => db.store.keys.reserve(id, caps, wish(60), NOW));
      const let_ = (await Promise.all(asked)).filter((decision) => decision.ok);
      expect(let_).toHaveLength(1);
      expect(let_[0]).toMatchObject({ tokens: Math.min(60, budget) });
    }
  });

  test("of 50 at once from two processes exactly one is let through", async () => {
    const { key } = await aKey(db.store, await aScope(db.store));
    const task = { do: "reserve" as const, keyId: key.id, tokens: 60, budget: 100, times: 25 };
    const workers = await Promise.all([startWorker(db.target, task), startWorker(db.target, task)]);
    const said = await Promise.all(workers.map((worker) => all(worker.start())));
    expect(said.flat()).toHaveLength(50);
    expect(said.flat().filter(Boolean)).toHaveLength(1);
  });

  test("what was used takes the place of what was reserved, once; days and months begin anew", async () => {
    const scope = await aScope(db.store);
    const { key } = await aKey(db.store, scope);
    const caps = { budget: { tokensPerDay: 100, tokensPerMonth: 150, usdPerMonth: 1 }, limits: {} };
    const reserve = (tokens: number, at: number, more = {}) => {
      const asked = wish(tokens, { holdUntil: at + 60_000, ...more });
      return db.store.keys.reserve(key.id, caps, asked, at).then((decision) => ({ decision, asked }));
    };
    const first = await reserve(80, NOW, { microUsd: 400_000 });
    expect(first.decision).toMatchObject({ ok: true, tokens: 80 });
    const charge = (holdId: string | null, tokens: number, at: number, microUsd = 0) =>
      db.store.keys.charge(key.id, holdId ?? "", { tokens, microUsd }, at);
    await charge(first.asked.holdId, 30, NOW + 1, 250_000);
    await charge(first.asked.holdId, 30, NOW + 2, 250_000);
    expect(await db.store.keys.spending(scope, key.id, NOW + 3)).toEqual({
      tokensToday: 30,
      tokensThisMonth: 30,
      usdThisMonth: 0.25,
    });
    // Alone, the rest of a budget may be used up.
    const second = await reserve(90, NOW + 10);
    expect(second.decision).toMatchObject({ ok: true, tokens: 70 });
    await charge(second.asked.holdId, 70, NOW + 11);
    const refused = await reserve(1, NOW + 12);
    expect(refused.decision).toMatchObject({
      ok: false,
      refusal: { reason: "budget", limit: 100, used: 100, waitMs: Date.parse("2026-11-30") - (NOW + 12) },
    });
    const tomorrow = NOW + 86_400_000;
    const third = await reserve(60, tomorrow);
    expect(third.decision).toMatchObject({ ok: true, tokens: 50 });
    await charge(third.asked.holdId, 50, tomorrow);
    expect((await reserve(1, tomorrow + 1)).decision).toMatchObject({
      refusal: { reason: "budget", limit: 150, waitMs: Date.parse("2026-12-01") - (tomorrow + 1) },
    });
    expect((await reserve(1, Date.parse("2026-12-01"))).decision.ok).toBe(true);
  });

  test("what a process that died had reserved counts as used once its reservation has run out", async () => {
    const scope = await aScope(db.store);
    const { key } = await aKey(db.store, scope);
    const caps = { budget: { tokensPerDay: 100 }, limits: { concurrent: 1 } };
    const lost = wish(70, { holdUntil: NOW + 1_000 });
    await db.store.keys.reserve(key.id, caps, lost, NOW);
    expect(await db.store.keys.reserve(key.id, caps, wish(1), NOW + 999)).toMatchObject({
      refusal: { reason: "concurrent", limit: 1, used: 1 },
    });
    await db.store.keys.renew(key.id, lost.holdId ?? "", NOW + 2_000);
    expect((await db.store.keys.reserve(key.id, caps, wish(1), NOW + 1_001)).ok).toBe(false);
    expect(await db.store.keys.reserve(key.id, caps, wish(50), NOW + 2_000)).toMatchObject({ tokens: 30 });
    expect((await db.store.keys.spending(scope, key.id, NOW + 2_001))?.tokensToday).toBe(100);
  });

  test("requests and tokens of a minute are limited, for each end user apart", async () => {
    const { key } = await aKey(db.store, await aScope(db.store));
    const caps = { budget: {}, limits: { requestsPerMinute: 2, tokensPerMinute: 100 } };
    const ask = (at: number, tokens = 10, user = "-", patch: Partial<KeyRecord> = {}) =>
      db.store.keys.reserve(key.id, { ...caps, ...patch }, wish(tokens, { user }), at);
    expect(await ask(NOW)).toMatchObject({
      ok: true,
      allowance: {
        requests: { limit: 2, remaining: 1, resetMs: 60_000 },
        tokens: { limit: 100, remaining: 90, resetMs: 60_000 },
      },
    });
    expect(await ask(NOW + 1, 95)).toMatchObject({
      refusal: { reason: "tokens", limit: 100, used: 10, wanted: 95, waitMs: 59_999 },
    });
    expect((await ask(NOW + 2)).ok).toBe(true);
    expect(await ask(NOW + 10_000)).toMatchObject({
      refusal: { reason: "requests", limit: 2, used: 2, waitMs: 50_000 },
    });
    expect((await ask(NOW + 10_000, 10, "ada")).ok).toBe(true);
    expect((await ask(NOW + 60_000)).ok).toBe(true);
  });
});
