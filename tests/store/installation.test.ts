import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import type { QuotaBase, QuotaWish } from "@/lib/store/types";
import { engines, useStore } from "./support/engines";
import { aUser } from "./support/factories";

const NOW = Date.parse("2026-11-30T12:00:00Z");
const MINUTE_MS = 60_000;
const wish = (tokens: number, microUsd = 0): QuotaWish => {
  return { holdId: newId(), tokens, microUsd, holdUntil: NOW + MINUTE_MS };
};
/** So many at once. */
const all = <T>(count: number, work: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)));
const NOTHING: QuotaBase = { dayTokens: 0, dayMicroUsd: 0, monthTokens: 0, monthMicroUsd: 0 };

describe.each(engines)("what belongs to the installation on $name", (engine) => {
  const db = useStore(engine);

  test("settings that are changed at once are all there", async () => {
    const { installation } = db.store;
    expect(await installation.settings()).toEqual({});
    await Promise.all([
      installation.putSettings({ signUp: "closed" }),
      installation.putSettings({ retentionDays: 7 }),
      installation.putSettings({ name: "Acme", quotas: { tokensPerDay: 5 } }),
    ]);
    const settings = { signUp: "closed", retentionDays: 7, name: "Acme", quotas: { tokensPerDay: 5 } };
    expect(await installation.settings()).toEqual(settings);
    await installation.putSettings({ name: null, quotas: {} });
    expect(await installation.settings()).toEqual({ ...settings, name: null, quotas: {} });
  });

  test("a state is kept under its name, and of several beginnings one counts", async () => {
    const { installation } = db.store;
    expect(await installation.state("last-backup")).toBeNull();
    await installation.putState("last-backup", { at: NOW, bytes: 5 });
    expect(await installation.state("last-backup")).toEqual({ at: NOW, bytes: 5 });
    await installation.putState("last-backup", null);
    expect(await installation.state("last-backup")).toBeNull();
    const begun = await all(8, (i) => installation.initState("first-steps", { done: [`${i}`] }));
    expect(new Set(begun.map(({ done }) => done[0])).size).toBe(1);
  });

  test("a lease is one process's until it runs out", async () => {
    const { installation } = db.store;
    const take = (owner: string, now: number) => installation.takeLease("work", owner, now + MINUTE_MS, now);
    const taken = await all(8, (i) => take(`${i}`, NOW));
    expect(taken.filter(Boolean)).toHaveLength(1);
    const owner = String(taken.indexOf(true));
    expect(await take(owner, NOW + 1)).toBe(true);
    expect(await take("other", NOW + MINUTE_MS)).toBe(false);
    expect(await take("other", NOW + 1 + MINUTE_MS)).toBe(true);
    expect(await installation.takeLease("else", "other", NOW, NOW)).toBe(true);
  });

  test("faults add up by day and kind", async () => {
    const { installation } = db.store;
    await all(5, () => installation.addFaults("2026-11-30", { internal: 1, busy: 2 }, NOW));
    await installation.addFaults("2026-11-29", { internal: 9 }, NOW);
    expect(await installation.faults("2026-11-30")).toEqual([
      { code: "busy", count: 10, lastAt: NOW },
      { code: "internal", count: 5, lastAt: NOW },
    ]);
    await db.store.sweep(NOW + 10 * 24 * 60 * MINUTE_MS);
    expect(await installation.faults("2026-11-30")).toEqual([]);
  });

  test("of fifty at once one gets what is left of a quota, and a ledger begins with what was used", async () => {
    const { quotas } = db.store;
    const user = await aUser(db.store);
    const quota = { tokensPerDay: 100, usdPerMonth: 1 };
    expect(await quotas.reserve(user.id, quota, wish(10), { since: 1 }, NOW)).toBeNull();
    expect(await quotas.spending(user.id, 1, NOW)).toBeNull();
    const kept = { since: 1, base: { ...NOTHING, dayTokens: 95, monthTokens: 500, monthMicroUsd: 250_000 } };
    const asked = Array.from({ length: 50 }, () => wish(10, 1_000));
    const decisions = await all(50, (i) => quotas.reserve(user.id, quota, asked[i] ?? wish(10), kept, NOW));
    const at = decisions.findIndex((decision) => decision?.ok);
    expect(decisions.filter((decision) => decision?.ok)).toHaveLength(1);
    expect(decisions[at]).toMatchObject({ ok: true, tokens: 5 });
    expect(decisions.find((decision) => decision && !decision.ok)).toMatchObject({
      refusal: { reason: "budget", budget: "tokensPerDay", limit: 100 },
    });
    const holdId = asked[at]?.holdId ?? "";
    await all(3, () => quotas.charge(user.id, holdId, { tokens: 7, microUsd: 500 }, NOW));
    expect(await quotas.spending(user.id, 1, NOW)).toEqual({
      tokensToday: 102,
      tokensThisMonth: 507,
      usdToday: 0.0005,
      usdThisMonth: 0.2505,
    });
    // Another quota since: it begins with what is used by then.
    expect(await quotas.reserve(user.id, quota, wish(10), { since: 2 }, NOW)).toBeNull();
    const again = await quotas.reserve(user.id, quota, wish(10), { since: 2, base: NOTHING }, NOW);
    expect(again).toMatchObject({ ok: true, tokens: 10 });
  });
});
