import type { IdempotencyRecord, IdempotencyStore, Scope } from "../types";
import type { Database } from "./database";

type Row = {
  key: string;
  body_hash: string;
  run_id: string;
  chat_id: string;
  message_id: string;
  created_at: number;
};

const toRecord = (row: Row): IdempotencyRecord => ({
  key: row.key,
  bodyHash: row.body_hash,
  runId: row.run_id,
  chatId: row.chat_id,
  messageId: row.message_id,
  createdAt: row.created_at,
});

/** A key must not learn of its maker's other requests, nor one for a project of those on another. */
export function namespaceOf({ userId, projectId, actor }: Scope): string {
  const through = actor.kind === "user" ? "" : `/${actor.kind}:${actor.id}`;
  return projectId === undefined ? `${userId}${through}` : `${userId}/${projectId}${through}`;
}

export function idempotencyStore(database: Database): IdempotencyStore {
  return {
    claim: (scope, record, now, ttlMs) =>
      database.write((sql) => {
        const namespace = namespaceOf(scope);
        sql.run(
          "DELETE FROM idempotency WHERE namespace = ? AND key = ? AND expires_at <= ?",
          namespace,
          record.key,
          now,
        );
        const row: Row & { namespace: string; expires_at: number } = {
          namespace,
          key: record.key,
          body_hash: record.bodyHash,
          run_id: record.runId,
          chat_id: record.chatId,
          message_id: record.messageId,
          created_at: record.createdAt,
          expires_at: now + ttlMs,
        };
        if (sql.insert("idempotency", row, "DO NOTHING")) return { mine: true, record: toRecord(row) };
        const query = "SELECT * FROM idempotency WHERE namespace = ? AND key = ?";
        const standing = sql.get<Row>(query, namespace, record.key) ?? row;
        return { mine: standing.run_id === record.runId, record: toRecord(standing) };
      }),
    async release(scope, key, runId) {
      const query = "DELETE FROM idempotency WHERE namespace = ? AND key = ? AND run_id = ?";
      await database.write((sql) => sql.run(query, namespaceOf(scope), key, runId));
    },
  };
}
