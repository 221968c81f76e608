import { projectAccount } from "@/lib/ai";
import { newId } from "@/lib/ids";
import type { CaseContent, CheckResult } from "@/lib/schemas";
import {
  type EvalResultRecord,
  type EvalRunRecord,
  getStore,
  type ProjectRecord,
  type RunSide,
  type Scope,
  type Spent,
  type UnitClaim,
} from "@/lib/store";
import type { Answered } from "../checks";
import { addSpent, NOTHING_SPENT } from "../cost";
import { askAgain, comparePair, isDemoJudge, type Judge } from "../judge/judge";
import { answerCase } from "./answer";
import { withBackoff } from "./backoff";
import { checkAnswer, isJudgeable } from "./check-answer";
import { trialVerdict } from "./verdict";

export type Unit = {
  run: EvalRunRecord;
  claim: UnitClaim;
  project: ProjectRecord;
  caseId: string;
  caseRevision: number;
  content: CaseContent;
  repeat: number;
};

/**
 * One repeat of one case on all sides. What is there already (the holder before died) is not asked again. False: the run
 * ended, the unit was lost, or the spend limit is reached.
 * @throws the signal's reason
 */
export async function workUnit(scope: Scope, unit: Unit, signal: AbortSignal): Promise<boolean> {
  const { evalRuns } = await getStore();
  const { run, claim, caseId, repeat } = unit;
  const purse = await openPurse(scope, run);
  const { judgeModel: model, fence } = run.spec;
  const account = projectAccount(scope, run.projectId);
  const judge: Judge = {
    model,
    fence,
    demo: await isDemoJudge(model),
    account,
    withBackoff: (call, until) => withBackoff(model, call, until),
    ...purse,
  };
  const found = await evalRuns.unitResults(claim, caseId, repeat);
  // Sides take turns in being first, so that neither has the warmer provider.
  const sides = repeat % 2 === 0 ? run.spec.sides : run.spec.sides.toReversed();
  const stored: Promise<boolean>[] = [];
  for (const side of sides) {
    if (found.some((result) => result.side === side.key)) continue;
    if (!judge.mayAsk()) {
      await Promise.all(stored);
      return false;
    }
    const { result, spent } = await workSide(scope, unit, side, judge, signal);
    found.push(result);
    // The provider does not wait for the store: the next side is asked meanwhile.
    const storing = evalRuns.putResult(claim, result, spent);
    storing.catch(() => {});
    stored.push(storing);
  }
  if (!(await Promise.all(stored)).every(Boolean)) return false;
  if (!(await pairUp(unit, judge, found, signal)) || purse.refused()) return false;
  return evalRuns.release(claim, true);
}

/**
 * What a run may still spend. It is checked before each call, the judge's too, so the limit is passed by one call at most: a
 * run with a limit works on one unit at a time.
 */
async function openPurse(scope: Scope, { id, projectId, spec }: EvalRunRecord) {
  let left = Number.POSITIVE_INFINITY;
  let refused = false;
  if (spec.maxCost !== null) {
    const run = await (await getStore()).evalRuns.get(scope, projectId, id);
    left = run ? spec.maxCost - run.limitCost : 0;
  }
  return {
    mayAsk(): boolean {
      if (left <= 0) refused = true;
      return left > 0;
    },
    paid({ limitCost }: Spent): void {
      left -= limitCost;
    },
    refused: () => refused,
  };
}

async function workSide(
  scope: Scope,
  { run, project, caseId, caseRevision, content, repeat }: Unit,
  side: RunSide,
  judge: Judge,
  signal: AbortSignal,
): Promise<{ result: EvalResultRecord; spent: Spent }> {
  const { answer, error, spent, request } = await answerCase(scope, project, side, content, signal);
  judge.paid(spent);
  const checked =
    error === null ? await checkAnswer(judge, content, answer, signal) : { checks: [], spent: NOTHING_SPENT };
  const result = {
    id: newId(),
    side: side.key,
    caseId,
    caseRevision,
    repeat,
    verdict: trialVerdict(checked.checks, error),
    ...answer,
    request,
    checks: checked.checks,
    error,
  };
  const { id: runId, ownerId, projectId } = run;
  return {
    result: { ...result, runId, ownerId, projectId, review: null, createdAt: Date.now() },
    spent: addSpent(spent, checked.spent),
  };
}

/** What takes both sides: `better`, and second thoughts where a judge says one thing of one side and another of the other. */
async function pairUp(
  { run, claim, content }: Unit,
  judge: Judge,
  results: EvalResultRecord[],
  signal: AbortSignal,
): Promise<boolean> {
  const candidate = results.find(({ side }) => side === "candidate");
  const baseline = results.find(({ side }) => side === "baseline");
  if (run.spec.kind === "why" || !candidate || !baseline || candidate.error || baseline.error) return true;
  const differs = content.checks.flatMap((check, index) => {
    const [a, b] = [candidate.checks[index], baseline.checks[index]];
    const fresh = a && b && !a.votes && !b.votes;
    return isJudgeable(check) && fresh && a.verdict !== b.verdict ? [{ check, index }] : [];
  });
  for (const result of differs.length > 0 ? [candidate, baseline] : []) {
    const entries = differs.flatMap(({ check, index }) => {
      const before = result.checks[index];
      return before ? [{ check, before, index }] : [];
    });
    const again = await askAgain(judge, content, entries, asAnswered(result), signal);
    const checks = replaced(
      result.checks,
      entries.map(({ index }, at) => [index, again.result[at]]),
    );
    if (!(await amend(claim, result, checks, again.spent))) return false;
    result.checks = checks;
  }
  const at = content.checks.findIndex(({ type }) => type === "better");
  const check = content.checks[at];
  if (check?.type !== "better" || candidate.checks[at]?.winner) return true;
  const sides = { candidate: candidate.output, baseline: baseline.output };
  const compared = await comparePair(judge, content, check, sides, signal);
  return amend(claim, candidate, replaced(candidate.checks, [[at, compared.result]]), compared.spent);
}

async function amend(
  claim: UnitClaim,
  { id, error }: EvalResultRecord,
  checks: CheckResult[],
  spent: Parameters<typeof addSpent>[0],
): Promise<boolean> {
  const { evalRuns } = await getStore();
  return evalRuns.amend(claim, id, { checks, verdict: trialVerdict(checks, error) }, spent);
}

const replaced = (checks: CheckResult[], entries: [number, CheckResult | undefined][]): CheckResult[] => {
  const fresh = new Map(entries);
  return checks.map((check, index) => fresh.get(index) ?? check);
};

const asAnswered = (result: EvalResultRecord): Answered => ({
  output: result.output,
  passages: result.passages,
  usage: result.usage,
  cost: result.cost,
  firstMs: result.firstMs,
  totalMs: result.totalMs,
  finishReason: null,
});
