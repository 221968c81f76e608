import type { RateLimitStore } from "../types";
import type { Database } from "./database";

const HIT = `INSERT INTO rate_limits (key, count, reset_at) VALUES (:key, 1, :reset)
  ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN reset_at <= :now THEN 1 ELSE count + 1 END,
    reset_at = CASE WHEN reset_at <= :now THEN :reset ELSE reset_at END
  RETURNING count, reset_at`;

export function rateLimitStore(database: Database): RateLimitStore {
  return {
    hit: (key, windowMs, now) =>
      database.write((sql) => {
        const values = { key, now, reset: now + windowMs };
        const row = sql.named<{ count: number; reset_at: number }>(HIT, values);
        return { count: row?.count ?? 1, resetAt: row?.reset_at ?? now + windowMs };
      }),
  };
}
