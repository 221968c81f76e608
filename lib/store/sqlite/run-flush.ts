import type { RunFlush, RunFlushResult, Tell } from "../types";
import { tellOf } from "./deliveries";
import { type MessageRow, toMessage } from "./messages";
import { LAST_SEQ, type RunRow } from "./run-rows";
import { assignments, type Sql } from "./sql";
import { addUsage } from "./usage";

type Held = Pick<RunRow, "status" | "lease_until" | "stop_requested_at">;

// Asked for each running reply several times a second: only what is needed.
const HELD = `SELECT status, lease_until, stop_requested_at FROM runs WHERE id = ? AND lease = ?
  AND EXISTS (SELECT 1 FROM projects WHERE projects.id = runs.project_id AND projects.removed_at IS NULL)`;

/** One run of a batch; the caller's transaction holds the whole batch. */
export function flushRun(sql: Sql, flush: RunFlush, tell?: Tell): RunFlushResult {
  const { runId, lease, leaseUntil, events, finish } = flush;
  const run = sql.get<Held>(HELD, runId, lease);
  if (!run) return { runId, accepted: false, stopRequested: false };
  const stopRequested = run.stop_requested_at !== null;
  // The flush that finished the run, sent again because its answer was lost.
  if (run.status !== "active") return { runId, accepted: run.status === finish?.status, stopRequested };

  for (const { seq, data } of events) {
    const insert = "INSERT INTO run_events (run_id, seq, data) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    sql.run(insert, runId, seq, data);
  }
  if (finish) finishRun(sql, flush, finish);
  else if (leaseUntil !== run.lease_until) {
    sql.run("UPDATE runs SET lease_until = ? WHERE id = ?", leaseUntil, runId);
  }
  const message = isLate(sql, flush) ? undefined : flush.message;
  if (message || finish) writeMessage(sql, runId, message, finish);
  const told = finish && tell ? tellEnd(sql, runId, tell) : false;
  return { runId, accepted: true, stopRequested, ...(told && { told }) };
}

/** Whether the log has come further than the message of this flush; one that was given up on may still arrive. */
function isLate(sql: Sql, { runId, message, seq }: RunFlush): boolean {
  if (!message || seq === undefined) return false;
  const query = "SELECT max(seq) AS last FROM run_events WHERE run_id = ?";
  return (sql.get<{ last: number | null }>(query, runId)?.last ?? 0) > seq;
}

function tellEnd(sql: Sql, runId: string, tell: Tell): boolean {
  const query = "SELECT * FROM messages WHERE id = (SELECT message_id FROM runs WHERE id = ?) AND run_id = ?";
  const row = sql.get<MessageRow>(query, runId, runId);
  return row !== undefined && tellOf(sql, row.project_id, () => toMessage(row), tell);
}

type Finish = NonNullable<RunFlush["finish"]>;

function finishRun(sql: Sql, { runId, leaseUntil, message }: RunFlush, finish: Finish): void {
  const run = sql.get<RunRow>(
    `UPDATE runs SET lease_until = ?, status = ?, error_code = ?, finished_at = ?, last_seq = ${LAST_SEQ}
      WHERE id = ? RETURNING *`,
    leaseUntil,
    finish.status,
    finish.errorCode ?? null,
    Date.now(),
    runId,
  );
  if (run) addUsage(sql, run, finish.usage ?? message?.usage, message?.model ?? run.model);
}

function writeMessage(sql: Sql, runId: string, patch: RunFlush["message"], finish: Finish | undefined): void {
  const set = assignments({
    parts: patch?.parts && JSON.stringify(patch.parts),
    usage: patch?.usage && JSON.stringify(patch.usage),
    finish_reason: patch?.finishReason,
    model: patch?.model,
    timing: patch?.timing && JSON.stringify(patch.timing),
    failure: patch?.failure && JSON.stringify(patch.failure),
    status: finish?.status,
  });
  if (set.values.length === 0) return;
  sql.run(
    `UPDATE messages SET ${set.sql} WHERE id = (SELECT message_id FROM runs WHERE id = ?) AND run_id = ?`,
    ...set.values,
    runId,
    runId,
  );
}
