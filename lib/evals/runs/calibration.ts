import { isJudgeCheck } from "@/lib/schemas";
import { type EvalResultRecord, getStore, type RunSpec, type Scope } from "@/lib/store";
import { isDemoJudge } from "../judge/judge";
import { type Agreement, agreementOf, type Confusion } from "../statistics/agreement";

/** Reviewed results that are looked at, newest first. */
const REVIEWS = 2_000;
const AT_ONCE = 20;

export type JudgeName = Pick<RunSpec, "judgeModel" | "judgeHash">;

/**
 * How far a project's judge is to be trusted, by what people said of its verdicts: those of this very judge, for another
 * model, or other words to it, is another judge. The demo's never may block.
 */
export async function calibrationOf(scope: Scope, projectId: string, judge: JudgeName): Promise<Agreement> {
  const { evalRuns } = await getStore();
  const reviewed = await evalRuns.reviewed(scope, projectId, REVIEWS);
  const ids = [...new Set(reviewed.map(({ runId }) => runId))];
  const same = new Set<string>();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const runs = await Promise.all(
      ids.slice(at, at + AT_ONCE).map((id) => evalRuns.get(scope, projectId, id)),
    );
    for (const run of runs) if (run && isSameJudge(run.spec, judge)) same.add(run.id);
  }
  const agreement = agreementOf(confusionOf(reviewed.filter(({ runId }) => same.has(runId))));
  return { ...agreement, calibrated: agreement.calibrated && !(await isDemoJudge(judge.judgeModel)) };
}

const isSameJudge = (a: JudgeName, b: JudgeName) =>
  a.judgeModel === b.judgeModel && a.judgeHash === b.judgeHash;

export function confusionOf(results: Pick<EvalResultRecord, "checks" | "review">[]): Confusion {
  const confusion: Confusion = { truePass: 0, falsePass: 0, trueFail: 0, falseFail: 0 };
  for (const { checks, review } of results) {
    if (!review) continue;
    for (const [index, { type, verdict }] of checks.entries()) {
      if (!isJudgeCheck(type) || type === "better" || (review.check !== null && review.check !== index))
        continue;
      if (verdict === "pass") confusion[review.agree ? "truePass" : "falsePass"] += 1;
      if (verdict === "fail") confusion[review.agree ? "trueFail" : "falseFail"] += 1;
    }
  }
  return confusion;
}
