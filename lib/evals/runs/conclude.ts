import { scopeOf } from "@/lib/auth";
import { type EvalRunRecord, getStore } from "@/lib/store";
import { calibrationOf } from "./calibration";
import { outcomeOf } from "./outcome";

/** Sums a run up and ends it; of several that come here at once one does. `stopReason`: why it ends before its time. */
export async function concludeRun(run: EvalRunRecord, stopReason: string | null = null): Promise<boolean> {
  const { evalRuns, testSets } = await getStore();
  const scope = scopeOf({ userId: run.ownerId });
  const [results, set, revisions, agreement] = await Promise.all([
    evalRuns.resultsOf(run.id),
    testSets.get(scope, run.setId),
    testSets.revisions(scope, run.projectId, run.spec.cases),
    calibrationOf(scope, run.projectId),
  ]);
  const outcome = outcomeOf({
    run: { ...run, stopReason },
    results,
    gate: set?.gate ?? null,
    judgeMayBlock: agreement.calibrated,
    caseNames: new Map(revisions.map(({ id, content }) => [id, content.name])),
  });
  return evalRuns.finish(run.id, { status: stopReason === null ? "done" : "cancelled", stopReason, outcome });
}
