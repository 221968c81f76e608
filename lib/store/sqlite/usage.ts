import type { Usage } from "@/lib/schemas";
import type { UsageLabel, UsageStore, UsageSum } from "../types";
import { inDays, quarterOf, quartersOf } from "../usage-days";
import type { Database } from "./database";
import type { RunRow } from "./run-rows";
import type { Sql } from "./sql";

type Row = {
  quarter: string;
  project_id: string;
  model: string;
  replies: number;
  prompt_tokens: number;
  completion_tokens: number;
};

const toUsage = (row: Row) => ({
  quarter: row.quarter,
  projectId: row.project_id,
  model: row.model,
  replies: row.replies,
  promptTokens: row.prompt_tokens,
  completionTokens: row.completion_tokens,
});

export function usageStore(database: Database): UsageStore {
  return {
    async list(scope, { from, to, projectId = scope.projectId, offset = 0 }) {
      if (scope.actor.kind !== "user") return [];
      if (scope.projectId !== undefined && projectId !== scope.projectId) return [];
      const { start, end } = quartersOf(from, to, offset);
      const query = `SELECT * FROM usage WHERE owner_id = ? AND quarter >= ? AND quarter < ?
        ${projectId === undefined ? "" : "AND project_id = ?"}`;
      const values = [scope.userId, start, end, ...(projectId === undefined ? [] : [projectId])];
      const rows = await database.read((sql) => sql.all<Row>(query, ...values));
      return inDays(rows.map(toUsage), offset);
    },

    async sums(by, { from, to }) {
      const { start, end } = quartersOf(from, to, 0);
      const key = { person: "owner_id", project: "project_id", model: "model" }[by];
      const query = `SELECT ${key} AS key, model, sum(replies) AS replies, sum(prompt_tokens) AS promptTokens,
          sum(completion_tokens) AS completionTokens
        FROM usage WHERE quarter >= ? AND quarter < ? GROUP BY 1, 2`;
      return (await database.read((sql) => sql.all<UsageSum>(query, start, end))).map((row) => ({ ...row }));
    },

    async labels(by, ids) {
      const from = by === "person" ? "name, email FROM users" : "name FROM projects";
      const query = `SELECT id, ${from} WHERE id IN (SELECT value FROM json_each(?))`;
      const rows = await database.read((sql) =>
        sql.all<UsageLabel & { id: string }>(query, JSON.stringify(ids)),
      );
      return new Map(rows.map(({ id, ...label }) => [id, label]));
    },

    async add(scope, { projectId, model, promptTokens, completionTokens }, now) {
      const usage = { prompt_tokens: promptTokens, completion_tokens: completionTokens, total_tokens: 0 };
      await database.write((sql) =>
        addSums(sql, { ownerId: scope.userId, projectId, model, quarter: quarterOf(now) }, usage),
      );
    },
  };
}

/** Joins the transaction that finishes the run, so a run counts once. */
export function addUsage(sql: Sql, run: RunRow, usage: Usage | null | undefined, model: string): void {
  const of = { ownerId: run.owner_id, projectId: run.project_id, model, quarter: quarterOf(Date.now()) };
  addSums(sql, of, usage);
}

type Of = { ownerId: string; projectId: string; model: string; quarter: string };

function addSums(
  sql: Sql,
  { ownerId, projectId, model, quarter }: Of,
  usage: Usage | null | undefined,
): void {
  sql.run(
    `INSERT INTO usage (owner_id, quarter, project_id, model, replies, prompt_tokens, completion_tokens)
      VALUES (?, ?, ?, ?, 1, ?, ?)
      ON CONFLICT DO UPDATE SET replies = replies + 1,
        prompt_tokens = prompt_tokens + excluded.prompt_tokens,
        completion_tokens = completion_tokens + excluded.completion_tokens`,
    ownerId,
    quarter,
    projectId,
    model,
    usage?.prompt_tokens ?? 0,
    usage?.completion_tokens ?? 0,
  );
}
