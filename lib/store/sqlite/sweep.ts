import type { BodyFiles } from "./bodies";
import type { Database } from "./database";
import { pruneFeed } from "./feed";
import type { Removal } from "./removal";

const HOUR_MS = 3_600_000;
const RUNS_PER_TRANSACTION = 200;

const EXPIRED = [
  "DELETE FROM sessions WHERE expires_at <= ?",
  "DELETE FROM adapter_sessions WHERE expires <= ?",
  "DELETE FROM verification_tokens WHERE expires <= ?",
  "DELETE FROM idempotency WHERE expires_at <= ?",
  "DELETE FROM rate_limits WHERE reset_at <= ?",
];

/** A run's log is kept for an hour after it finished, so that late viewers can still replay it. */
const OLD_LOGS =
  "SELECT id FROM runs WHERE finished_at IS NOT NULL AND last_seq > 0 AND finished_at < ? LIMIT ?";

export async function sweep(
  database: Database,
  removal: Removal,
  bodies: BodyFiles,
  now: number,
): Promise<void> {
  for (const query of EXPIRED) await database.write((sql) => sql.run(query, now));
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
  await pruneFeed(database, now - HOUR_MS);
  await removal.finish(now - HOUR_MS);
  await bodies.sweepParts(now - HOUR_MS);
}
