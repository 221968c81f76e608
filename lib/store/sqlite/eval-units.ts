import type { EvalRunStore, Spent, UnitClaim } from "../types";
import type { Database } from "./database";
import { contentOf, type EvalResultRow, type EvalRunRow, toResult, toRun } from "./eval-rows";
import type { Sql } from "./sql";

type Work = Pick<
  EvalRunStore,
  | "active"
  | "prepare"
  | "claim"
  | "renew"
  | "putResult"
  | "amend"
  | "unitResults"
  | "release"
  | "open"
  | "resultsOf"
  | "finish"
>;

/** What workers do: they prove themselves by the lease of a unit. */
export function evalWork(database: Database): Work {
  return {
    async active(limit) {
      const query = `SELECT eval_runs.* FROM eval_runs JOIN projects ON projects.id = project_id
        WHERE status IN ('queued', 'running') AND removed_at IS NULL ORDER BY eval_runs.created_at, eval_runs.id LIMIT ?`;
      return (await database.read((sql) => sql.all<EvalRunRow>(query, limit))).map(toRun);
    },

    prepare: (runId, units) =>
      database.write((sql) => {
        if (
          sql.run("UPDATE eval_runs SET status = 'running' WHERE id = ? AND status = 'queued'", runId) === 0
        )
          return;
        for (let n = 0; n < units; n++) {
          const row = { run_id: runId, n, done: 0, lease: null, lease_until: 0 };
          sql.insert("eval_units", row, "DO NOTHING");
        }
      }),

    claim: (runId, { lease, leaseUntil, now, concurrency }) =>
      database.write((sql) => {
        if (!running(sql, runId)) return null;
        const held =
          "SELECT count(*) AS n FROM eval_units WHERE run_id = ? AND done = 0 AND lease_until >= ?";
        if ((sql.get<{ n: number }>(held, runId, now)?.n ?? 0) >= concurrency) return null;
        const free = `SELECT n FROM eval_units WHERE run_id = ? AND done = 0 AND lease_until < ? ORDER BY n LIMIT 1`;
        const unit = sql.get<{ n: number }>(free, runId, now);
        if (!unit) return null;
        const take = "UPDATE eval_units SET lease = ?, lease_until = ? WHERE run_id = ? AND n = ?";
        sql.run(take, lease, leaseUntil, runId, unit.n);
        return { runId, n: unit.n, lease };
      }),

    renew: (lease, leaseUntil) =>
      database.write((sql) => {
        sql.run("UPDATE eval_units SET lease_until = ? WHERE lease = ? AND done = 0", leaseUntil, lease);
        const query = `SELECT DISTINCT eval_runs.id FROM eval_units JOIN eval_runs ON eval_runs.id = run_id
          WHERE eval_units.lease = ? AND eval_units.done = 0 AND status <> 'running'`;
        return sql.all<{ id: string }>(query, lease).map(({ id }) => id);
      }),

    putResult: (claim, result, spent) =>
      database.write((sql) => {
        const run = heldRun(sql, claim);
        if (!run) return false;
        const row: EvalResultRow = {
          id: result.id,
          run_id: run.id,
          owner_id: run.owner_id,
          project_id: run.project_id,
          side: result.side,
          case_id: result.caseId,
          case_revision: result.caseRevision,
          repeat: result.repeat,
          place: claim.n,
          verdict: result.verdict,
          review: null,
          reviewed_at: null,
          created_at: Date.now(),
          checks: JSON.stringify(result.checks),
          content: contentOf(result),
        };
        if (!sql.insert("eval_results", row, "DO NOTHING")) return false;
        const errors = result.verdict === "error" ? 1 : 0;
        sql.run("UPDATE eval_runs SET done = done + 1, errors = errors + ? WHERE id = ?", errors, run.id);
        addSpent(sql, run.id, spent);
        return true;
      }),

    amend: (claim, resultId, { checks, verdict }, spent) =>
      database.write((sql) => {
        const run = heldRun(sql, claim);
        if (!run) return false;
        const before = sql.get<{ verdict: string }>(
          "SELECT verdict FROM eval_results WHERE id = ?",
          resultId,
        );
        const query = "UPDATE eval_results SET checks = ?, verdict = ? WHERE id = ? AND run_id = ?";
        if (!before || sql.run(query, JSON.stringify(checks), verdict, resultId, run.id) === 0) return false;
        const errors = (verdict === "error" ? 1 : 0) - (before.verdict === "error" ? 1 : 0);
        sql.run("UPDATE eval_runs SET errors = errors + ? WHERE id = ?", errors, run.id);
        addSpent(sql, run.id, spent);
        return true;
      }),

    async unitResults({ runId }, caseId, repeat) {
      const query = "SELECT * FROM eval_results WHERE run_id = ? AND case_id = ? AND repeat = ?";
      const rows = await database.read((sql) => sql.all<EvalResultRow>(query, runId, caseId, repeat));
      return rows.map(toResult);
    },

    release: ({ runId, n, lease }, done) =>
      database.write((sql) => {
        const query =
          "UPDATE eval_units SET done = ?, lease = NULL, lease_until = 0 WHERE run_id = ? AND n = ? AND lease = ?";
        return sql.run(query, done ? 1 : 0, runId, n, lease) > 0;
      }),

    async open(runId) {
      const query = "SELECT count(*) AS n FROM eval_units WHERE run_id = ? AND done = 0";
      return (await database.read((sql) => sql.get<{ n: number }>(query, runId)))?.n ?? 0;
    },

    async resultsOf(runId) {
      const query = "SELECT * FROM eval_results WHERE run_id = ? ORDER BY place, side";
      return (await database.read((sql) => sql.all<EvalResultRow>(query, runId))).map(toResult);
    },

    finish: (runId, { status, stopReason, outcome }) =>
      database.write((sql) => {
        const query = `UPDATE eval_runs SET status = ?, stop_reason = ?, outcome = ?, finished_at = ?
          WHERE id = ? AND status IN ('queued', 'running')`;
        const text = outcome && JSON.stringify(outcome);
        if (sql.run(query, status, stopReason, text, Date.now(), runId) === 0) return false;
        sql.run("DELETE FROM eval_units WHERE run_id = ?", runId);
        return true;
      }),
  };
}

const running = (sql: Sql, runId: string) =>
  sql.get<EvalRunRow>("SELECT * FROM eval_runs WHERE id = ? AND status = 'running'", runId);

function heldRun(sql: Sql, { runId, n, lease }: UnitClaim): EvalRunRow | undefined {
  const unit = "SELECT 1 FROM eval_units WHERE run_id = ? AND n = ? AND lease = ? AND done = 0";
  return sql.get(unit, runId, n, lease) ? running(sql, runId) : undefined;
}

function addSpent(sql: Sql, runId: string, { cost, priced, limitCost, usage }: Spent): void {
  sql.run(
    `UPDATE eval_runs SET cost = cost + ?, priced = min(priced, ?), limit_cost = limit_cost + ?,
      prompt_tokens = prompt_tokens + ?, completion_tokens = completion_tokens + ? WHERE id = ?`,
    cost,
    priced ? 1 : 0,
    limitCost,
    usage.prompt_tokens,
    usage.completion_tokens,
    runId,
  );
}
