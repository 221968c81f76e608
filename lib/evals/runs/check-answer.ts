import type { CaseContent, Check, CheckResult } from "@/lib/schemas";
import type { Spent } from "@/lib/store";
import { type Answered, isPlain, runPlain, toResult } from "../checks";
import { similar } from "../checks/similar";
import { NOTHING_SPENT } from "../cost";
import { type Judge, judgeChecks } from "../judge/judge";

type Judgeable = Extract<Check, { type: "meets" | "agrees" | "grounded" }>;
export const isJudgeable = (check: Check): check is Judgeable =>
  ["meets", "agrees", "grounded"].includes(check.type);

/** All of a case's checks on one answer, in their order; `better` waits for both sides. */
export async function checkAnswer(
  judge: Judge,
  content: CaseContent,
  answer: Answered,
  signal: AbortSignal,
): Promise<{ checks: CheckResult[]; spent: Spent }> {
  const judgeable = content.checks.filter(isJudgeable);
  const judged =
    judgeable.length > 0
      ? await judgeChecks(judge, content, judgeable, answer, signal)
      : { result: [], spent: NOTHING_SPENT };
  const checks: CheckResult[] = [];
  let next = 0;
  for (const check of content.checks) {
    if (isPlain(check)) checks.push(runPlain(check, answer));
    else if (check.type === "similar") {
      checks.push(toResult(check, await similar(check, answer.output, signal)));
    } else if (isJudgeable(check)) {
      const result = judged.result[next++];
      if (result) checks.push(result);
    } else checks.push(waiting);
  }
  return { checks, spent: judged.spent };
}

const waiting: CheckResult = {
  type: "better",
  required: false,
  verdict: "skipped",
  reason: "There is nothing to compare with",
};
