import { type CheckResult, type CheckVerdict, isJudgeCheck } from "@/lib/schemas";

/** Of one answer: an error counts for neither side, a fault decides, and without a verdict there is none. */
export function trialVerdict(checks: readonly CheckResult[], error: string | null): CheckVerdict {
  const counted = checks.filter(({ type }) => type !== "better");
  if (error !== null || counted.some(({ verdict }) => verdict === "error")) return "error";
  if (counted.some(({ verdict }) => verdict === "fail")) return "fail";
  return counted.some(({ verdict }) => verdict === "pass") ? "pass" : "skipped";
}

/**
 * The same over what may keep a release back: required checks, with `watched` also those that are only watched (a regression
 * is one whatever was required), and a judge's only where it is calibrated.
 */
export function blockingVerdict(
  checks: readonly CheckResult[],
  error: string | null,
  { judgeMayBlock, watched }: { judgeMayBlock: boolean; watched: boolean },
): CheckVerdict {
  const counts = ({ required, type }: CheckResult) =>
    (required || watched) && (judgeMayBlock || !isJudgeCheck(type));
  return trialVerdict(checks.filter(counts), error);
}
