import type { CheckResult, EvalRunStatus, Usage } from "@/lib/schemas";
import type { EvalResultRecord, EvalRunRecord, RunResultSums, RunSpec } from "../types";

export type EvalRunRow = {
  id: string;
  owner_id: string;
  project_id: string;
  set_id: string;
  author_id: string;
  status: EvalRunStatus;
  stop_reason: string | null;
  done: number;
  total: number;
  errors: number;
  cost: number;
  priced: number;
  limit_cost: number;
  prompt_tokens: number;
  completion_tokens: number;
  created_at: number;
  finished_at: number | null;
  outcome: string | null;
  spec: string;
};
export type EvalResultRow = {
  id: string;
  run_id: string;
  owner_id: string;
  project_id: string;
  side: string;
  case_id: string;
  case_revision: number;
  repeat: number;
  place: number;
  verdict: EvalResultRecord["verdict"];
  review: string | null;
  reviewed_at: number | null;
  created_at: number;
  checks: string;
  content: string;
};
type Content = Omit<
  EvalResultRecord,
  | "id"
  | "runId"
  | "ownerId"
  | "projectId"
  | "side"
  | "caseId"
  | "caseRevision"
  | "repeat"
  | "verdict"
  | "review"
  | "checks"
  | "createdAt"
>;

export function toRun(row: EvalRunRow): EvalRunRecord {
  const usage: Usage = {
    prompt_tokens: row.prompt_tokens,
    completion_tokens: row.completion_tokens,
    total_tokens: row.prompt_tokens + row.completion_tokens,
  };
  return {
    id: row.id,
    ownerId: row.owner_id,
    projectId: row.project_id,
    setId: row.set_id,
    authorId: row.author_id,
    spec: JSON.parse(row.spec) as RunSpec,
    status: row.status,
    stopReason: row.stop_reason,
    done: row.done,
    total: row.total,
    errors: row.errors,
    cost: row.cost,
    priced: row.priced === 1,
    limitCost: row.limit_cost,
    usage,
    outcome: row.outcome === null ? null : (JSON.parse(row.outcome) as RunResultSums),
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}

export function toResult(row: EvalResultRow): EvalResultRecord {
  return {
    id: row.id,
    runId: row.run_id,
    ownerId: row.owner_id,
    projectId: row.project_id,
    side: row.side,
    caseId: row.case_id,
    caseRevision: row.case_revision,
    repeat: row.repeat,
    verdict: row.verdict,
    checks: JSON.parse(row.checks) as CheckResult[],
    ...(JSON.parse(row.content) as Content),
    review: row.review === null ? null : (JSON.parse(row.review) as EvalResultRecord["review"]),
    createdAt: row.created_at,
  };
}

export function contentOf({
  output,
  passages,
  request,
  usage,
  cost,
  firstMs,
  totalMs,
  finishReason,
  error,
}: Content): string {
  return JSON.stringify({
    output,
    passages,
    ...(request ? { request } : {}),
    usage,
    cost,
    firstMs,
    totalMs,
    finishReason,
    error,
  } satisfies Content);
}
