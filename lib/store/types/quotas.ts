import type { Quota } from "./installation";
import type { KeyDecision } from "./keys";

/** What one call can take at most. */
export type QuotaWish = { holdId: string; tokens: number; microUsd: number; holdUntil: number };
/** What somebody has used until now, for a ledger that has not been kept so far. */
export type QuotaBase = {
  dayTokens: number;
  dayMicroUsd: number;
  monthTokens: number;
  monthMicroUsd: number;
};
/** Of today and this month (UTC); what is reserved for replies under way counts. */
export type QuotaSpending = {
  tokensToday: number;
  tokensThisMonth: number;
  usdToday: number;
  usdThisMonth: number;
};

/** What people have used of their quotas. A ledger is kept only of those who have one, from the time that it was set. */
export interface QuotaStore {
  /**
   * Decides on a call and reserves what it may take in one atomic step, however many ask. `since`: when the quota was
   * set; where the ledger has not been kept from then on, it begins with `base`. Null: it has not, and no base was given.
   */
  reserve(
    userId: string,
    quota: Quota,
    wish: QuotaWish,
    kept: { since: number; base?: QuotaBase | undefined },
    now: number,
  ): Promise<KeyDecision | null>;
  renew(userId: string, holdId: string, holdUntil: number): Promise<void>;
  /** Puts what was used in the place of what was reserved. Once: another call for the same hold does nothing. */
  charge(
    userId: string,
    holdId: string,
    used: { tokens: number; microUsd: number },
    now: number,
  ): Promise<void>;
  /** Null where none is kept since then. */
  spending(userId: string, since: number, now: number): Promise<QuotaSpending | null>;
}
