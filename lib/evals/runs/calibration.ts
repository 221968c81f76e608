import { isJudgeCheck } from "@/lib/schemas";
import { type EvalResultRecord, getStore, type Scope } from "@/lib/store";
import { type Agreement, agreementOf, type Confusion } from "../statistics/agreement";

/** Reviewed results that are looked at, newest first. */
const REVIEWS = 2_000;

/** How far a project's judge is to be trusted, by what people said of its verdicts. */
export async function calibrationOf(scope: Scope, projectId: string): Promise<Agreement> {
  const { evalRuns } = await getStore();
  return agreementOf(confusionOf(await evalRuns.reviewed(scope, projectId, REVIEWS)));
}

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
