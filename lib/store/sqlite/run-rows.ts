import type { BeginRun, RunRecord, RunStatus, Scope } from "../types";
import { chatFilter, madeThrough } from "./scope";
import type { Sql } from "./sql";

export type RunRow = {
  id: string;
  owner_id: string;
  key_id: string | null;
  visitor_id: string | null;
  project_id: string;
  chat_id: string;
  message_id: string;
  model: string;
  status: RunStatus;
  lease: string;
  lease_until: number;
  stop_requested_at: number | null;
  /** Written with the end; until then {@link LAST_SEQ} tells. */
  last_seq: number;
  error_code: string | null;
  created_at: number;
  finished_at: number | null;
};

export const toRun = (row: RunRow): RunRecord => ({
  id: row.id,
  ownerId: row.owner_id,
  keyId: row.key_id,
  visitorId: row.visitor_id,
  projectId: row.project_id,
  chatId: row.chat_id,
  messageId: row.message_id,
  model: row.model,
  status: row.status,
  lease: row.lease,
  leaseUntil: row.lease_until,
  stopRequestedAt: row.stop_requested_at,
  lastSeq: row.last_seq,
  errorCode: row.error_code,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
});

/** Where the log of a run ends. Counted, because a number in the run's row would be one more write with each flush. */
export const LAST_SEQ = "coalesce((SELECT max(seq) FROM run_events WHERE run_events.run_id = runs.id), 0)";
export const RUN_COLUMNS = `id, owner_id, key_id, visitor_id, project_id, chat_id, message_id, model, status, lease, lease_until, stop_requested_at,
  CASE status WHEN 'active' THEN ${LAST_SEQ} ELSE last_seq END AS last_seq, error_code, created_at, finished_at`;

export function findRun(sql: Sql, scope: Scope, condition: string, ...values: string[]): RunRow | undefined {
  const own = chatFilter(scope, "runs");
  return sql.get<RunRow>(
    `SELECT ${RUN_COLUMNS} FROM runs WHERE ${condition} AND ${own.sql}`,
    ...values,
    ...own.values,
  );
}

export function insertRun(sql: Sql, scope: Scope, { run, now }: BeginRun): void {
  const row: RunRow = {
    id: run.id,
    owner_id: scope.userId,
    ...madeThrough(scope),
    project_id: run.projectId,
    chat_id: run.chatId,
    message_id: run.messageId,
    model: run.model,
    status: "active",
    lease: run.lease,
    lease_until: run.leaseUntil,
    stop_requested_at: null,
    last_seq: 0,
    error_code: null,
    created_at: now,
    finished_at: null,
  };
  sql.insert("runs", row);
}
