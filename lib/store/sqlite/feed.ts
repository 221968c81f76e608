import type { FeedEvent, FeedStore } from "../types";
import type { Database } from "./database";

type Row = FeedEvent & { project_id: string | null };
type Head = { seq: number; pruned: number };

const HEAD = "SELECT seq, pruned FROM feed_heads WHERE owner_id = ?";

export function feedStore(database: Database): FeedStore {
  return {
    async append({ ownerId, projectId, data }, now) {
      await database.write((sql) => {
        const head = sql.get<{ seq: number }>(
          `INSERT INTO feed_heads (owner_id, seq, pruned) SELECT id, 1, 0 FROM users WHERE id = ?
            ON CONFLICT DO UPDATE SET seq = seq + 1 RETURNING seq`,
          ownerId,
        );
        if (!head) return;
        sql.insert("feed_events", { owner_id: ownerId, seq: head.seq, at: now, project_id: projectId, data });
      });
    },

    after: (scope, afterSeq, limit) =>
      database.read((sql) => {
        const head = sql.get<Head>(HEAD, scope.userId) ?? { seq: 0, pruned: 0 };
        if (afterSeq > head.seq) return { events: [], seq: head.seq, missed: true };
        const query = "SELECT * FROM feed_events WHERE owner_id = ? AND seq > ? ORDER BY seq LIMIT ?";
        const rows = sql.all<Row>(query, scope.userId, afterSeq, limit);
        const seen = rows.filter(
          (row) =>
            scope.actor.kind === "user" &&
            (scope.projectId === undefined || row.project_id === scope.projectId),
        );
        return {
          events: seen.map(({ seq, at, data }) => ({ seq, at, data })),
          seq: rows.at(-1)?.seq ?? head.seq,
          missed: afterSeq < head.pruned,
        };
      }),

    async latest(scope) {
      return (await database.read((sql) => sql.get<Head>(HEAD, scope.userId)))?.seq ?? 0;
    },
  };
}

/** Drops events from before `before` (epoch ms), remembering how far. */
export async function pruneFeed(database: Database, before: number): Promise<void> {
  await database.write((sql) => {
    // Left to itself the planner reads all events in the owners' order.
    const query = `SELECT owner_id, max(seq) AS seq FROM feed_events INDEXED BY feed_events_age
      WHERE at < ? GROUP BY owner_id`;
    for (const { owner_id, seq } of sql.all<{ owner_id: string; seq: number }>(query, before)) {
      sql.run("UPDATE feed_heads SET pruned = ? WHERE owner_id = ?", seq, owner_id);
      sql.run("DELETE FROM feed_events WHERE owner_id = ? AND seq <= ?", owner_id, seq);
    }
  });
}
