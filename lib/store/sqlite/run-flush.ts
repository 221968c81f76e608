import type { RunFlush, RunFlushResult } from "../types";
import type { RunRow } from "./run-rows";
import { assignments, type Sql } from "./sql";
import { addUsage } from "./usage";

const HELD = `SELECT runs.* FROM runs JOIN projects ON projects.id = runs.project_id AND projects.removed_at IS NULL
  WHERE runs.id = ? AND runs.lease = ?`;

/** One run of a batch; the caller's transaction holds the whole batch. */
export function flushRun(sql: Sql, flush: RunFlush): RunFlushResult {
  const { runId, lease, leaseUntil, events, message, finish } = flush;
  const run = sql.get<RunRow>(HELD, runId, lease);
  if (!run) return { runId, accepted: false, stopRequested: false };
  const stopRequested = run.stop_requested_at !== null;
  // The flush that finished the run, sent again because its answer was lost.
  if (run.status !== "active") return { runId, accepted: run.status === finish?.status, stopRequested };

  let lastSeq = run.last_seq;
  for (const { seq, data } of events) {
    sql.run(
      "INSERT INTO run_events (run_id, seq, data) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      runId,
      seq,
      data,
    );
    lastSeq = Math.max(lastSeq, seq);
  }
  const set = assignments({
    lease_until: leaseUntil,
    last_seq: lastSeq,
    status: finish?.status,
    error_code: finish?.errorCode,
    finished_at: finish && Date.now(),
  });
  sql.run(`UPDATE runs SET ${set.sql} WHERE id = ?`, ...set.values, runId);
  writeMessage(sql, run, message, finish);
  if (finish) addUsage(sql, run, finish.usage ?? message?.usage, message?.model ?? run.model);
  return { runId, accepted: true, stopRequested };
}

function writeMessage(sql: Sql, run: RunRow, patch: RunFlush["message"], finish: RunFlush["finish"]): void {
  const set = assignments({
    parts: patch?.parts && JSON.stringify(patch.parts),
    usage: patch?.usage && JSON.stringify(patch.usage),
    finish_reason: patch?.finishReason,
    model: patch?.model,
    status: finish?.status,
  });
  if (set.values.length === 0) return;
  sql.run(
    `UPDATE messages SET ${set.sql} WHERE id = ? AND run_id = ?`,
    ...set.values,
    run.message_id,
    run.id,
  );
}
