import { isoDay } from "@/lib/time";
import { Steps } from "../steps";
import type { BodyFiles } from "./bodies";
import type { Database } from "./database";
import { pruneFeed } from "./feed";
import type { Removal } from "./removal";

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
const OLD_AUDIT = "DELETE FROM audit WHERE at <= ?";
const RUNS_PER_TRANSACTION = 200;

const EXPIRED = [
  "DELETE FROM sessions WHERE expires_at <= ?",
  "DELETE FROM invitations WHERE expires_at <= ?",
  "DELETE FROM adapter_sessions WHERE expires <= ?",
  "DELETE FROM verification_tokens WHERE expires <= ?",
  "DELETE FROM idempotency WHERE expires_at <= ?",
  "DELETE FROM rate_limits WHERE reset_at <= ?",
  "DELETE FROM password_resets WHERE expires_at <= ?",
  "DELETE FROM embed_ledgers WHERE expires_at <= ?",
  "DELETE FROM answers WHERE expires_at <= ?",
];

/** A run's log is kept for an hour after it finished, so that late viewers can still replay it. */
const OLD_LOGS =
  "SELECT id FROM runs WHERE finished_at IS NOT NULL AND last_seq > 0 AND finished_at < ? LIMIT ?";

/** What fails keeps nothing else waiting. @throws the first failure, after all the rest is done. */
export async function sweep(
  database: Database,
  removal: Removal,
  bodies: BodyFiles,
  now: number,
): Promise<void> {
  const steps = new Steps();
  for (const query of EXPIRED) await steps.take(() => database.write((sql) => sql.run(query, now)));
  await steps.take(() => database.write((sql) => sql.run(OLD_AUDIT, now - YEAR_MS)));
  const week = isoDay(now - 7 * 24 * HOUR_MS);
  await steps.take(() => database.write((sql) => sql.run("DELETE FROM faults WHERE day < ?", week)));
  await steps.take(() => sweepLogs(database, now));
  await steps.take(() => pruneFeed(database, now - HOUR_MS));
  await steps.take(() => removal.finish(now));
  await steps.take(() => removal.visitors(now));
  await steps.take(() => bodies.sweepParts(now - HOUR_MS));
  steps.end();
}

async function sweepLogs(database: Database, now: number): Promise<void> {
  let cleared: number;
  do {
    cleared = await database.write((sql) => {
      const runs = sql.all<{ id: string }>(OLD_LOGS, now - HOUR_MS, RUNS_PER_TRANSACTION);
      for (const { id } of runs) {
        sql.run("DELETE FROM run_events WHERE run_id = ?", id);
        sql.run("UPDATE runs SET last_seq = 0 WHERE id = ?", id);
      }
      return runs.length;
    });
  } while (cleared === RUNS_PER_TRANSACTION);
}
