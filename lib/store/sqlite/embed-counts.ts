import {
  chargeIn,
  type EmbedLedger,
  embedLedgerEnd,
  embedLedgerId,
  emptyEmbedLedger,
  takeFrom,
  usedOf,
} from "../embed-ledger";
import type { EmbedStore, Scope } from "../types";
import type { Database } from "./database";
import type { Sql } from "./sql";

type Reaches = (sql: Sql, scope: Scope, projectId: string) => boolean;

/** What visitors have used: all counts of a message change in one transaction. */
export function embedCounts(
  database: Database,
  reaches: Reaches,
): Pick<EmbedStore, "reserve" | "charge" | "used"> {
  const read = (sql: Sql, id: string): EmbedLedger => {
    const row = sql.get<{ state: string }>("SELECT state FROM embed_ledgers WHERE id = ?", id);
    return row ? (JSON.parse(row.state) as EmbedLedger) : emptyEmbedLedger();
  };
  const keep = (sql: Sql, projectId: string, day: string, id: string, ledger: EmbedLedger) => {
    // Of a project that is gone nothing is counted.
    if (!sql.get("SELECT 1 FROM projects WHERE id = ?", projectId)) return;
    sql.insert(
      "embed_ledgers",
      { id, project_id: projectId, expires_at: embedLedgerEnd(day), state: JSON.stringify(ledger) },
      "(id) DO UPDATE SET state = excluded.state",
    );
  };
  return {
    reserve: (projectId, counts, wish, now) =>
      database.write((sql) => {
        let tokens = wish.tokens;
        const taken: [string, EmbedLedger][] = [];
        for (const count of counts) {
          const id = embedLedgerId(projectId, count, wish.day);
          const next = takeFrom(read(sql, id), count, { ...wish, tokens }, now);
          if ("refusal" in next) return { ok: false as const, refusal: next.refusal };
          tokens = next.tokens;
          taken.push([id, next.ledger]);
        }
        for (const [id, ledger] of taken) keep(sql, projectId, wish.day, id, ledger);
        return { ok: true as const, tokens };
      }),

    async charge(projectId, counts, { holdId, day }, tokens) {
      await database.write((sql) => {
        for (const count of counts) {
          const id = embedLedgerId(projectId, count, day);
          const ledger = chargeIn(read(sql, id), holdId, tokens);
          if (ledger) keep(sql, projectId, day, id, ledger);
        }
      });
    },

    used: (scope, projectId, day) =>
      database.read((sql) => {
        const own = reaches(sql, scope, projectId);
        const id = embedLedgerId(projectId, { of: "embed", who: "" }, day);
        return usedOf(own ? read(sql, id) : emptyEmbedLedger());
      }),
  };
}
