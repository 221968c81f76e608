import { chargeIn, renewIn } from "../key-ledger";
import { type QuotaLedger, quotaSpending, reserveQuota } from "../quota-ledger";
import type { KeyDecision, QuotaStore } from "../types";
import type { Context } from "./client";
import { Ledgers } from "./ledgers";

export function quotaStore(ctx: Context): QuotaStore {
  const ledgers = new Ledgers<QuotaLedger>(ctx.c.quotaLedgers);
  return {
    async reserve(userId, quota, wish, kept, now) {
      let decision: KeyDecision | null = null;
      await ledgers.change(userId, (before) => {
        const reserved = reserveQuota(before, quota, wish, kept, now);
        decision = reserved?.decision ?? null;
        return reserved && (reserved.decision.ok || kept.base) ? reserved.ledger : null;
      });
      return decision;
    },
    renew: (userId, holdId, until) =>
      ledgers.change(userId, (ledger) => ledger && { ...ledger, ...renewIn(ledger, holdId, until) }),
    charge: (userId, holdId, used, now) =>
      ledgers.change(userId, (ledger) => {
        const charged = ledger && chargeIn(ledger, holdId, used, now);
        return charged && { ...ledger, ...charged };
      }),
    spending: async (userId, since, now) => quotaSpending(await ledgers.read(userId), since, now),
  };
}
