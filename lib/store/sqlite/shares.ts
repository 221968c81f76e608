import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { ShareRecord, ShareStore } from "../types";
import type { Database } from "./database";
import { chatFilter } from "./scope";

type Row = {
  id: string;
  owner_id: string;
  project_id: string;
  chat_id: string;
  leaf_id: string;
  title: string | null;
  lengths: string;
  created_at: number;
};

const toShare = (row: Row): ShareRecord => ({
  id: row.id,
  ownerId: row.owner_id,
  projectId: row.project_id,
  chatId: row.chat_id,
  leafId: row.leaf_id,
  title: row.title,
  lengths: JSON.parse(row.lengths) as Record<string, number>,
  createdAt: row.created_at,
});

export function shareStore(database: Database): ShareStore {
  return {
    create: (scope, { chatId, leafId, tokenHash, title, lengths, max }) =>
      database.write((sql) => {
        const own = chatFilter(scope, "messages");
        const query = `SELECT project_id FROM messages WHERE id = ? AND chat_id = ? AND ${own.sql}`;
        const leaf = sql.get<{ project_id: string }>(query, leafId, chatId, ...own.values);
        if (!leaf) return null;
        const count = "SELECT count(*) AS n FROM shares WHERE owner_id = ?";
        if ((sql.get<{ n: number }>(count, scope.userId)?.n ?? 0) >= max) throw new AppError("limit_reached");
        const now = Date.now();
        const row: Row = {
          id: newId(now),
          owner_id: scope.userId,
          project_id: leaf.project_id,
          chat_id: chatId,
          leaf_id: leafId,
          title,
          lengths: JSON.stringify(lengths),
          created_at: now,
        };
        sql.insert("shares", { ...row, token_hash: tokenHash });
        return toShare(row);
      }),

    async list(scope, chatId) {
      const own = chatFilter(scope, "shares");
      const query = `SELECT * FROM shares WHERE chat_id = ? AND ${own.sql} ORDER BY created_at DESC, id DESC`;
      return (await database.read((sql) => sql.all<Row>(query, chatId, ...own.values))).map(toShare);
    },

    async revoke(scope, chatId, id) {
      const own = chatFilter(scope, "shares");
      const query = `DELETE FROM shares WHERE id = ? AND chat_id = ? AND ${own.sql}`;
      return (await database.write((sql) => sql.run(query, id, chatId, ...own.values))) > 0;
    },

    async findByToken(tokenHash) {
      const query = `SELECT shares.* FROM shares JOIN projects ON projects.id = shares.project_id
        WHERE token_hash = ? AND removed_at IS NULL`;
      const row = await database.read((sql) => sql.get<Row>(query, tokenHash));
      return row ? toShare(row) : null;
    },
  };
}
