import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { decodeCursor } from "../cursor";
import { toUsage } from "../eval-usage";
import { pageOf } from "../paging";
import type { EvalRunStore } from "../types";
import type { Database } from "./database";
import { type EvalResultRow, type EvalRunRow, toResult, toRun } from "./eval-rows";
import { evalWork } from "./eval-units";
import { projectFilter, scopeFilter } from "./scope";

export function evalRunStore(database: Database): EvalRunStore {
  return {
    ...evalWork(database),

    create: (scope, { projectId, setId, authorId, spec, total }, { activeLimit, keep }) =>
      database.write((sql) => {
        const own = projectFilter(scope);
        const project = `SELECT owner_id FROM projects WHERE id = ? AND ${own.sql}`;
        const found = sql.get<{ owner_id: string }>(project, projectId, ...own.values);
        if (!found) return null;
        const active =
          "SELECT count(*) AS n FROM eval_runs WHERE project_id = ? AND status IN ('queued', 'running')";
        if ((sql.get<{ n: number }>(active, projectId)?.n ?? 0) >= activeLimit)
          throw new AppError("limit_reached");
        const now = Date.now();
        const row: EvalRunRow = {
          id: newId(now),
          owner_id: found.owner_id,
          project_id: projectId,
          set_id: setId,
          author_id: authorId,
          status: "queued",
          stop_reason: null,
          done: 0,
          total,
          errors: 0,
          cost: 0,
          priced: 1,
          limit_cost: 0,
          prompt_tokens: 0,
          completion_tokens: 0,
          created_at: now,
          finished_at: null,
          outcome: null,
          spec: JSON.stringify(spec),
        };
        sql.insert("eval_runs", row);
        sql.run(
          `DELETE FROM eval_runs WHERE project_id = ? AND finished_at IS NOT NULL AND id NOT IN
            (SELECT id FROM eval_runs WHERE project_id = ? ORDER BY created_at DESC, id DESC LIMIT ?)`,
          projectId,
          projectId,
          keep,
        );
        return toRun(row);
      }),

    async get(scope, projectId, id) {
      const own = scopeFilter(scope, "eval_runs");
      const query = `SELECT * FROM eval_runs WHERE id = ? AND project_id = ? AND ${own.sql}`;
      const row = await database.read((sql) => sql.get<EvalRunRow>(query, id, projectId, ...own.values));
      return row ? toRun(row) : null;
    },

    async list(scope, projectId, { limit, cursor, setId, kind }) {
      const own = scopeFilter(scope, "eval_runs");
      const after = cursor ? decodeCursor(cursor, ["number", "string"]) : [];
      const query = `SELECT * FROM eval_runs WHERE project_id = ? AND ${own.sql} ${setId ? "AND set_id = ?" : ""}
        ${kind ? "AND json_extract(spec, '$.kind') = ?" : ""}
        ${cursor ? "AND (created_at, id) < (?, ?)" : ""} ORDER BY created_at DESC, id DESC LIMIT ?`;
      const values = [
        projectId,
        ...own.values,
        ...(setId ? [setId] : []),
        ...(kind ? [kind] : []),
        ...after,
        limit + 1,
      ];
      const rows = await database.read((sql) => sql.all<EvalRunRow>(query, ...values));
      return pageOf(rows, limit, toRun, (last) => [last.createdAt, last.id]);
    },

    async usage(scope, asked, { from, to }) {
      const projectIds = asked.filter((id) => (scope.projectId ?? id) === id);
      if (projectIds.length === 0 || scope.actor.kind !== "user") return [];
      const places = projectIds.map(() => "?").join(", ");
      const query = `SELECT * FROM eval_runs WHERE project_id IN (${places}) AND created_at >= ? AND created_at < ?
        AND author_id = ? ORDER BY created_at DESC`;
      const values = [...projectIds, from, to, scope.userId];
      const rows = await database.read((sql) => sql.all<EvalRunRow>(query, ...values));
      return rows.map(toRun).map(toUsage);
    },

    cancel: (scope, projectId, id, reason) =>
      database.write((sql) => {
        const own = scopeFilter(scope, "eval_runs");
        const end = `UPDATE eval_runs SET status = 'cancelled', stop_reason = ?, finished_at = ?
          WHERE id = ? AND project_id = ? AND status IN ('queued', 'running') AND ${own.sql}`;
        if (sql.run(end, reason, Date.now(), id, projectId, ...own.values) > 0)
          sql.run("DELETE FROM eval_units WHERE run_id = ? AND lease IS NULL", id);
        const query = `SELECT * FROM eval_runs WHERE id = ? AND project_id = ? AND ${own.sql}`;
        const row = sql.get<EvalRunRow>(query, id, projectId, ...own.values);
        return row ? toRun(row) : null;
      }),

    async results(scope, projectId, runId, { limit, cursor, caseId, side }) {
      const own = scopeFilter(scope, "eval_results");
      const after = cursor ? decodeCursor(cursor, ["number", "string"]) : [];
      const query = `SELECT * FROM eval_results WHERE run_id = ? AND project_id = ? AND ${own.sql}
        ${caseId ? "AND case_id = ?" : ""} ${side ? "AND side = ?" : ""}
        ${cursor ? "AND (place, id) > (?, ?)" : ""} ORDER BY place, id LIMIT ?`;
      const values = [
        runId,
        projectId,
        ...own.values,
        ...(caseId ? [caseId] : []),
        ...(side ? [side] : []),
        ...after,
        limit + 1,
      ];
      const rows = await database.read((sql) => sql.all<EvalResultRow>(query, ...values));
      return pageOf(rows, limit, toResult, (_, last) => [last.place, last.id]);
    },

    async allResults(scope, projectId, runId) {
      const own = scopeFilter(scope, "eval_results");
      const query = `SELECT * FROM eval_results WHERE run_id = ? AND project_id = ? AND ${own.sql} ORDER BY place, id`;
      const rows = await database.read((sql) =>
        sql.all<EvalResultRow>(query, runId, projectId, ...own.values),
      );
      return rows.map(toResult);
    },

    async getResult(scope, projectId, runId, id) {
      const own = scopeFilter(scope, "eval_results");
      const query = `SELECT * FROM eval_results WHERE id = ? AND run_id = ? AND project_id = ? AND ${own.sql}`;
      const row = await database.read((sql) =>
        sql.get<EvalResultRow>(query, id, runId, projectId, ...own.values),
      );
      return row ? toResult(row) : null;
    },

    review: (scope, projectId, runId, id, review) =>
      database.write((sql) => {
        const own = scopeFilter(scope, "eval_results");
        const query = `UPDATE eval_results SET review = ?, reviewed_at = ?
          WHERE id = ? AND run_id = ? AND project_id = ? AND ${own.sql} RETURNING *`;
        const text = review && JSON.stringify(review);
        const row = sql.get<EvalResultRow>(
          query,
          text,
          review?.at ?? null,
          id,
          runId,
          projectId,
          ...own.values,
        );
        return row ? toResult(row) : null;
      }),

    async reviewed(scope, projectId, limit) {
      const own = scopeFilter(scope, "eval_results");
      const query = `SELECT * FROM eval_results WHERE project_id = ? AND reviewed_at IS NOT NULL AND ${own.sql}
        ORDER BY reviewed_at DESC LIMIT ?`;
      const rows = await database.read((sql) =>
        sql.all<EvalResultRow>(query, projectId, ...own.values, limit),
      );
      return rows.map(toResult);
    },
  };
}
