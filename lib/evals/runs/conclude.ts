import { scopeOf } from "@/lib/auth";
import {
  type EvalResultRecord,
  type EvalRunRecord,
  getStore,
  type RunResultSums,
  type Scope,
} from "@/lib/store";
import { alarmOf } from "./alarm";
import { calibrationOf } from "./calibration";
import { causesOf, causesSentence } from "./causes";
import { outcomeOf } from "./outcome";

/** Sums a run up and ends it; of several that come here at once one does. `stopReason`: why it ends before its time. */
export async function concludeRun(run: EvalRunRecord, stopReason: string | null = null): Promise<boolean> {
  const { evalRuns, testSets } = await getStore();
  const scope = scopeOf({ userId: run.ownerId });
  const [results, set, revisions, agreement] = await Promise.all([
    evalRuns.resultsOf(run.id),
    testSets.get(scope, run.setId),
    testSets.revisions(scope, run.projectId, run.spec.cases),
    calibrationOf(scope, run.projectId, run.spec),
  ]);
  const summed = outcomeOf({
    run: { ...run, stopReason },
    results,
    gate: set?.gate ?? null,
    judgeMayBlock: agreement.calibrated,
    caseNames: new Map(revisions.map(({ id, content }) => [id, content.name])),
  });
  const outcome = await withFindings(scope, run, results, summed);
  return evalRuns.finish(run.id, { status: stopReason === null ? "done" : "cancelled", stopReason, outcome });
}

/** What an experiment or a nightly run found beside its sums. */
async function withFindings(
  scope: Scope,
  run: EvalRunRecord,
  results: EvalResultRecord[],
  summed: RunResultSums,
): Promise<RunResultSums> {
  if (run.spec.kind === "nightly") {
    const alarm = await alarmOf(scope, run);
    return alarm ? { ...summed, alarm } : summed;
  }
  if (run.spec.kind !== "why" || !run.spec.explains) return summed;
  const before = await (await getStore()).evalRuns.resultsOf(run.spec.explains);
  const causes = causesOf(
    run.spec.cases.map(({ id }) => id),
    before,
    results,
  );
  return { ...summed, verdict: null, statistics: null, gate: [], causes, sentence: causesSentence(causes) };
}
