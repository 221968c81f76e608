import type { Cause, CauseRates } from "@/lib/schemas";
import type { EvalResultRecord } from "@/lib/store";

/** Share of a case's repeats that pass on a side; null: none could be judged. */
export function rateOf(results: readonly EvalResultRecord[], caseId: string, side: string): number | null {
  const counted = results.filter(
    (r) => r.caseId === caseId && r.side === side && (r.verdict === "pass" || r.verdict === "fail"),
  );
  if (counted.length === 0) return null;
  return counted.filter(({ verdict }) => verdict === "pass").length / counted.length;
}

/** What each changed case changed by, by what the arms show. */
export function causesOf(
  caseIds: string[],
  before: readonly EvalResultRecord[],
  arms: readonly EvalResultRecord[],
): Cause[] {
  return caseIds.map((caseId): Cause => {
    const rates: CauseRates = {
      candidate: rateOf(before, caseId, "candidate"),
      baseline: rateOf(before, caseId, "baseline"),
      prompt: rateOf(arms, caseId, "prompt"),
      passages: rateOf(arms, caseId, "passages"),
      model: rateOf(arms, caseId, "model"),
      again: rateOf(arms, caseId, "again"),
    };
    return { caseId, cause: causeOf(rates), rates };
  });
}

/** An arm shows the cause when it alone moves a case at least half of the way; where live itself moves so far, it is chance. */
export function causeOf({ candidate, baseline, prompt, passages, model, again }: CauseRates): Cause["cause"] {
  if (candidate === null || baseline === null) return "chance";
  const effect = candidate - baseline;
  if (effect === 0) return "chance";
  const moves = (rate: number | null) => rate !== null && (rate - baseline) / effect >= 0.5;
  if (moves(again)) return "chance";
  if (moves(model)) return moves(passages) ? "interaction" : "model";
  const [byPrompt, byPassages] = [moves(prompt), moves(passages)];
  if (byPrompt !== byPassages) return byPrompt ? "prompt" : "passages";
  return "interaction";
}

/** In one sentence, with the counts behind it. */
export function causesSentence(causes: readonly Cause[]): string {
  const counts = ARMS_IN_WORDS.flatMap(([cause, words]) => {
    const count = causes.filter((one) => one.cause === cause).length;
    return count > 0 ? [`${words} in ${count}`] : [];
  });
  return `Of ${causes.length} changed ${causes.length === 1 ? "case" : "cases"}: ${counts.join(", ")}.`;
}
const ARMS_IN_WORDS: [Cause["cause"], string][] = [
  ["prompt", "the prompt"],
  ["passages", "the passages"],
  ["model", "the model"],
  ["interaction", "prompt and passages together"],
  ["chance", "chance"],
];
