import { chargeIn, renewIn } from "../key-ledger";
import { type QuotaLedger, quotaSpending, reserveQuota } from "../quota-ledger";
import type { QuotaStore } from "../types";
import type { Database } from "./database";
import type { Sql } from "./sql";

function ledgerOf(sql: Sql, userId: string): QuotaLedger | null {
  const row = sql.get<{ state: string }>("SELECT state FROM quota_ledgers WHERE user_id = ?", userId);
  return row ? (JSON.parse(row.state) as QuotaLedger) : null;
}

function keepLedger(sql: Sql, userId: string, ledger: QuotaLedger): void {
  const query = `INSERT INTO quota_ledgers (user_id, state) SELECT id, ? FROM users WHERE id = ?
    ON CONFLICT (user_id) DO UPDATE SET state = excluded.state`;
  sql.run(query, JSON.stringify(ledger), userId);
}

export function quotaStore(database: Database): QuotaStore {
  return {
    reserve: (userId, quota, wish, kept, now) =>
      database.write((sql) => {
        const reserved = reserveQuota(ledgerOf(sql, userId), quota, wish, kept, now);
        if (!reserved) return null;
        if (reserved.decision.ok || kept.base) keepLedger(sql, userId, reserved.ledger);
        return reserved.decision;
      }),

    async renew(userId, holdId, until) {
      await database.write((sql) => {
        const ledger = ledgerOf(sql, userId);
        if (ledger) keepLedger(sql, userId, { ...ledger, ...renewIn(ledger, holdId, until) });
      });
    },

    async charge(userId, holdId, used, now) {
      await database.write((sql) => {
        const ledger = ledgerOf(sql, userId);
        const charged = ledger && chargeIn(ledger, holdId, used, now);
        if (charged) keepLedger(sql, userId, { ...ledger, ...charged });
      });
    },

    spending: (userId, since, now) =>
      database.read((sql) => quotaSpending(ledgerOf(sql, userId), since, now)),
  };
}
