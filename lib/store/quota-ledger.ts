import { emptyLedger, type KeyLedger, reserveIn, spendingOf, usdToday } from "./key-ledger";
import type { KeyDecision, Quota, QuotaBase, QuotaSpending, QuotaWish } from "./types";

/** A person's ledger is a key's that remembers from when on it has been kept. */
export type QuotaLedger = KeyLedger & { since?: number };

/** Null: the ledger has to begin with a base first. */
export function reserveQuota(
  before: QuotaLedger | null,
  quota: Quota,
  wish: QuotaWish,
  kept: { since: number; base?: QuotaBase | undefined },
  now: number,
): { ledger: QuotaLedger; decision: KeyDecision } | null {
  const begun = before && (before.since ?? -1) >= kept.since ? before : null;
  if (!begun && !kept.base) return null;
  const from = begun ?? { ...withBase(before, kept.base, now), since: kept.since };
  const { tokensPerDay, tokensPerMonth, usdPerDay, usdPerMonth } = quota;
  const budget = {
    ...(tokensPerDay !== undefined && { tokensPerDay }),
    ...(tokensPerMonth !== undefined && { tokensPerMonth }),
    ...(usdPerDay !== undefined && { usdPerDay }),
    ...(usdPerMonth !== undefined && { usdPerMonth }),
  };
  const { ledger, decision } = reserveIn(from, { budget, limits: {} }, { ...wish, user: "-" }, now);
  return { ledger: { ...ledger, since: from.since ?? kept.since }, decision };
}

/** What replies under way have reserved stays reserved. */
function withBase(before: QuotaLedger | null, base: QuotaBase | undefined, now: number): QuotaLedger {
  const at = new Date(now).toISOString();
  return {
    ...emptyLedger(),
    day: at.slice(0, 10),
    month: at.slice(0, 7),
    dayTokens: base?.dayTokens ?? 0,
    dayMicroUsd: base?.dayMicroUsd ?? 0,
    monthTokens: base?.monthTokens ?? 0,
    monthMicroUsd: base?.monthMicroUsd ?? 0,
    holds: before?.holds ?? [],
  };
}

export function quotaSpending(ledger: QuotaLedger | null, since: number, now: number): QuotaSpending | null {
  return ledger && (ledger.since ?? -1) >= since
    ? { ...spendingOf(ledger, now), usdToday: usdToday(ledger, now) }
    : null;
}
