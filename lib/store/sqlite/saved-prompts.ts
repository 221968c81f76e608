import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { SavedPromptRecord, SavedPromptStore } from "../types";
import type { Database } from "./database";
import { assignments } from "./sql";

type Row = {
  id: string;
  owner_id: string;
  name: string;
  content: string;
  created_at: number;
  updated_at: number;
};

const toRecord = (row: Row): SavedPromptRecord => ({
  id: row.id,
  ownerId: row.owner_id,
  name: row.name,
  content: row.content,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

export function savedPromptStore(database: Database): SavedPromptStore {
  return {
    list: ({ userId, projectId }) =>
      database.read((sql) => {
        if (projectId !== undefined) return [];
        const rows = sql.all<Row>("SELECT * FROM saved_prompts WHERE owner_id = ?", userId);
        return rows.map(toRecord).sort((a, b) => a.name.localeCompare(b.name));
      }),

    create: ({ userId, projectId }, { name, content }, limit) =>
      database.write((sql) => {
        // A credential for one project has none of the person's own things.
        if (projectId !== undefined) throw notFound("Prompt");
        const count = "SELECT count(*) AS count FROM saved_prompts WHERE owner_id = ?";
        if ((sql.get<{ count: number }>(count, userId)?.count ?? 0) >= limit)
          throw new AppError("limit_reached");
        const now = Date.now();
        const row: Row = {
          id: newId(now),
          owner_id: userId,
          name,
          content,
          created_at: now,
          updated_at: now,
        };
        sql.insert("saved_prompts", row);
        return toRecord(row);
      }),

    update: ({ userId, projectId }, id, { name, content }) =>
      database.write((sql) => {
        if (projectId !== undefined) return null;
        const set = assignments({ name, content, updated_at: Date.now() });
        const query = `UPDATE saved_prompts SET ${set.sql} WHERE id = ? AND owner_id = ? RETURNING *`;
        const row = sql.get<Row>(query, ...set.values, id, userId);
        return row ? toRecord(row) : null;
      }),

    remove: ({ userId, projectId }, id) =>
      database.write(
        (sql) =>
          projectId === undefined &&
          sql.run("DELETE FROM saved_prompts WHERE id = ? AND owner_id = ?", id, userId) > 0,
      ),
  };
}
