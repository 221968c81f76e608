import type { EvalResult, EvalRun } from "@/lib/schemas";
import type { EvalResultRecord, EvalRunRecord, RunSide } from "@/lib/store";
import { isoTime } from "@/lib/time";

const toSide = ({ kind, release, configId, fingerprint, model }: RunSide) => ({
  kind,
  release,
  configId,
  fingerprint,
  model,
});

export const runUrl = ({ projectId, id }: Pick<EvalRunRecord, "projectId" | "id">) =>
  `/projects/${projectId}/tests/runs/${id}`;

export function toRun(record: EvalRunRecord): EvalRun {
  const { spec, outcome } = record;
  const [candidate, baseline] = ["candidate", "baseline"].map((key) =>
    spec.sides.find((side) => side.key === key),
  );
  const first = candidate ?? spec.sides[0];
  if (!first) throw new Error("A run has a side");
  return {
    id: record.id,
    projectId: record.projectId,
    testSetId: record.setId,
    testSetName: spec.setName,
    kind: spec.kind,
    status: record.status,
    stopReason: record.stopReason,
    progress: { done: record.done, total: record.total, errors: record.errors },
    setRevision: spec.setRevision,
    candidate: toSide(first),
    baseline: baseline ? toSide(baseline) : null,
    repeats: spec.repeats,
    judgeModel: spec.judgeModel,
    maxCost: spec.maxCost,
    verdict: outcome?.verdict ?? null,
    sentence: outcome?.sentence ?? null,
    gate: outcome?.gate ?? [],
    explains: spec.explains ?? null,
    causes: outcome?.causes ?? [],
    alarm: outcome?.alarm ?? null,
    statistics: outcome?.statistics ? { pairwise: null, unclear: 0, ...outcome.statistics } : null,
    cost: record.priced ? record.cost : null,
    usage: record.usage,
    warnings: spec.warnings,
    url: runUrl(record),
    createdAt: isoTime(record.createdAt),
    finishedAt: record.finishedAt === null ? null : isoTime(record.finishedAt),
  };
}

export function toResult(record: EvalResultRecord, caseNames: Map<string, string>): EvalResult {
  const { review } = record;
  return {
    id: record.id,
    caseId: record.caseId,
    caseName: caseNames.get(record.caseId) ?? "",
    caseRevision: record.caseRevision,
    side: record.side,
    repeat: record.repeat,
    verdict: record.verdict,
    output: record.output,
    passages: record.passages.map(({ hash, rank, fileId, filename, text }) => ({
      hash,
      rank,
      fileId,
      filename,
      text,
    })),
    checks: record.checks,
    usage: record.usage,
    cost: record.cost,
    firstMs: record.firstMs,
    totalMs: record.totalMs,
    finishReason: record.finishReason,
    error: record.error,
    review: review && {
      agree: review.agree,
      check: review.check,
      by: review.by,
      at: isoTime(review.at),
    },
  };
}
