import type { AnswerRecord, AnswerStore, Scope } from "../types";
import type { Database } from "./database";
import { projectFilter } from "./scope";

type Row = {
  id: string;
  project_id: string;
  chat_id: string | null;
  data: string;
  created_at: number;
  expires_at: number;
};

const toAnswer = (row: Row): AnswerRecord => ({
  id: row.id,
  projectId: row.project_id,
  chatId: row.chat_id,
  data: row.data,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});

function own({ userId, projectId, actor }: Scope): { sql: string; values: string[] } {
  const parts = ["answers.owner_id = ?"];
  const values = [userId];
  if (actor.kind !== "user") {
    parts.push("answers.actor = ?");
    values.push(actor.id);
  }
  if (projectId !== undefined) {
    parts.push("answers.project_id = ?");
    values.push(projectId);
  }
  parts.push(
    "EXISTS (SELECT 1 FROM projects live WHERE live.id = answers.project_id AND live.removed_at IS NULL)",
    "NOT EXISTS (SELECT 1 FROM chats WHERE chats.id = answers.chat_id AND chats.removed_at IS NOT NULL)",
  );
  return { sql: parts.join(" AND "), values };
}

export function answerStore(database: Database): AnswerStore {
  return {
    put: (scope, { id, projectId, chatId, data, createdAt, expiresAt }) =>
      database.write((sql) => {
        const project = projectFilter(scope);
        const found = sql.get(
          `SELECT 1 FROM projects WHERE id = ? AND ${project.sql}`,
          projectId,
          ...project.values,
        );
        if (!found) return false;
        const filter = own(scope);
        sql.run(`DELETE FROM answers WHERE id = ? AND ${filter.sql}`, id, ...filter.values);
        return sql.insert("answers", {
          id,
          owner_id: scope.userId,
          actor: scope.actor.kind === "user" ? "" : scope.actor.id,
          project_id: projectId,
          chat_id: chatId,
          data,
          created_at: createdAt,
          expires_at: expiresAt,
        });
      }),

    async get(scope, id, now) {
      const filter = own(scope);
      const query = `SELECT * FROM answers WHERE id = ? AND expires_at > ? AND ${filter.sql}`;
      const row = await database.read((sql) => sql.get<Row>(query, id, now, ...filter.values));
      return row ? toAnswer(row) : null;
    },

    async remove(scope, id) {
      const filter = own(scope);
      const query = `DELETE FROM answers WHERE id = ? AND ${filter.sql}`;
      return (await database.write((sql) => sql.run(query, id, ...filter.values))) > 0;
    },
  };
}
