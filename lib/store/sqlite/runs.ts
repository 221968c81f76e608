import type { RunEventRecord, RunLease, RunStore } from "../types";
import type { Database } from "./database";
import { type MessageRow, toMessage } from "./messages";
import { beginRun } from "./run-begin";
import { flushRun } from "./run-flush";
import { findRun, RUN_COLUMNS, type RunRow, toRun } from "./run-rows";
import { chatFilter, projectFilter } from "./scope";

const ACTIVE = "runs.chat_id = ? AND runs.status = 'active'";

export function runStore(database: Database): RunStore {
  return {
    begin: (scope, input) => database.write((sql) => beginRun(sql, scope, input)),
    flush: (batch, tell) => database.write((sql) => batch.map((flush) => flushRun(sql, flush, tell))),

    async get(scope, id) {
      const row = await database.read((sql) => findRun(sql, scope, "runs.id = ?", id));
      return row ? toRun(row) : null;
    },
    async active(scope, chatId) {
      const row = await database.read((sql) => findRun(sql, scope, ACTIVE, chatId));
      return row ? toRun(row) : null;
    },
    tail: (scope, id, afterSeq, limit) =>
      database.read((sql) => {
        const run = findRun(sql, scope, "runs.id = ?", id);
        if (!run) return null;
        const query = "SELECT seq, data FROM run_events WHERE run_id = ? AND seq > ? ORDER BY seq LIMIT ?";
        const events = sql.all<RunEventRecord>(query, id, afterSeq, limit);
        return { run: toRun(run), events: events.map(({ seq, data }) => ({ seq, data })) };
      }),

    async requestStop(scope, chatId, now) {
      const own = chatFilter(scope, "runs");
      const query = `UPDATE runs SET stop_requested_at = coalesce(stop_requested_at, ?)
        WHERE ${ACTIVE} AND ${own.sql} RETURNING ${RUN_COLUMNS}`;
      const row = await database.write((sql) => sql.get<RunRow>(query, now, chatId, ...own.values));
      return row ? toRun(row) : null;
    },
    async listActive(scope, projectId) {
      const own = chatFilter(scope, "runs");
      const kept = projectFilter(scope);
      const inKept = `project_id IN (SELECT id FROM projects WHERE ${kept.sql})`;
      const everybody = scope.role === "owner" && scope.actor.kind === "user";
      const query = `SELECT ${RUN_COLUMNS} FROM runs WHERE status = 'active'
        AND (${own.sql} ${everybody ? `OR ${inKept}` : ""})
        ${projectId === undefined ? "" : "AND project_id = ?"} ORDER BY created_at, id`;
      const values = [...own.values, ...(everybody ? kept.values : [])];
      if (projectId !== undefined) values.push(projectId);
      return (await database.read((sql) => sql.all<RunRow>(query, ...values))).map(toRun);
    },
    async leases() {
      const query = `SELECT id, lease, lease_until AS leaseUntil FROM runs WHERE status = 'active'`;
      if ((await database.read((sql) => sql.get(query))) === undefined) return [];
      return database.write((sql) => {
        sql.run("UPDATE looks SET count = count + 1");
        return sql.all<RunLease>(query).map((row) => ({ ...row }));
      });
    },
    async takeOver(seen, newLease, leaseUntil) {
      const query = `UPDATE runs SET lease = ?, lease_until = ?
        WHERE id = ? AND lease = ? AND lease_until = ? AND status = 'active' RETURNING ${RUN_COLUMNS}`;
      const { id, lease, leaseUntil: until } = seen;
      const row = await database.write((sql) =>
        sql.get<RunRow>(query, newLease, leaseUntil, id, lease, until),
      );
      return row ? toRun(row) : null;
    },

    async messageOf(runId, lease) {
      const query = `SELECT messages.* FROM runs JOIN messages ON messages.id = runs.message_id
        WHERE runs.id = ? AND runs.lease = ?`;
      const row = await database.read((sql) => sql.get<MessageRow>(query, runId, lease));
      return row ? toMessage(row) : null;
    },
    async eventsOf(runId, lease) {
      const query = `SELECT seq, data FROM run_events JOIN runs ON runs.id = run_events.run_id
        WHERE runs.id = ? AND runs.lease = ? ORDER BY seq`;
      const rows = await database.read((sql) => sql.all<RunEventRecord>(query, runId, lease));
      return rows.map(({ seq, data }) => ({ seq, data }));
    },
  };
}
