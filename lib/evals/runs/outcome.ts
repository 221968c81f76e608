import { ratioRules } from "@/lib/projects";
import type { Gate, GateRule, Statistics } from "@/lib/schemas";
import type { EvalResultRecord, EvalRunRecord, RunResultSums, RunSide } from "@/lib/store";
import { type Comparison, compareSides, type PairedCase } from "../statistics/compare";
import { blockingVerdict } from "./verdict";

export type OutcomeInput = {
  run: Pick<EvalRunRecord, "spec" | "total" | "stopReason">;
  results: EvalResultRecord[];
  gate: Gate | null;
  /** A judge's verdicts count for the gate: enough of them were reviewed, and they were right. */
  judgeMayBlock: boolean;
  /** By case, for the gate's details. */
  caseNames: Map<string, string>;
};

/** What a run found. Without a baseline there is no verdict, and of a run that was cut short none either. */
export function outcomeOf(input: OutcomeInput): RunResultSums {
  const { run, results } = input;
  const { sides, repeats, cases } = run.spec;
  const paired = pairsOf(cases, results);
  const both = sides.some(({ key }) => key === "baseline");
  const whole = results.length >= run.total;
  const comparison = compareSides(both ? paired : paired.map(alone), repeats);
  const { verdict: found, ...figures } = comparison;
  const statistics: Statistics = {
    ...figures,
    ...(both ? {} : NO_BASELINE),
    pairwise: pairwiseOf(results),
    unclear: results.filter(({ checks }) => checks.some(({ unclear }) => unclear)).length,
    errors: results.filter(({ verdict }) => verdict === "error").length,
    skipped: results.filter(({ verdict }) => verdict === "skipped").length,
  };
  const verdict = both && whole ? found : null;
  return {
    verdict,
    statistics,
    sentence: sentenceOf(comparison, statistics, both, whole, sides),
    gate: gateRules(input, comparison, whole),
  };
}

/** Longer by UTF-16 units; of two equally long answers none is. Null: nothing was compared. */
function pairwiseOf(results: EvalResultRecord[]): Statistics["pairwise"] {
  const baselines = new Map(
    results
      .filter(({ side }) => side === "baseline")
      .map((r) => [`${r.caseId} ${r.repeat}`, r.output.length]),
  );
  const found = { candidate: 0, baseline: 0, ties: 0, longer: 0 };
  for (const { side, caseId, repeat, checks, output } of results) {
    const winner = side === "candidate" && checks.find((check) => check.winner)?.winner;
    if (!winner) continue;
    if (winner === "tie") {
      found.ties += 1;
      continue;
    }
    found[winner] += 1;
    const more = output.length - (baselines.get(`${caseId} ${repeat}`) ?? 0);
    if (winner === "candidate" ? more > 0 : more < 0) found.longer += 1;
  }
  return found.candidate + found.baseline + found.ties > 0 ? found : null;
}

export function pairsOf(cases: { id: string }[], results: EvalResultRecord[]): PairedCase[] {
  const byCase = Map.groupBy(results, ({ caseId }) => caseId);
  return cases.map(({ id }) => pairOf(id, byCase.get(id) ?? []));
}

const NO_BASELINE = {
  baseline: null,
  difference: null,
  interval: null,
  improved: 0,
  regressed: 0,
  needed: null,
};

/** So that the means of one side come out of the same sums. */
const alone = (pair: PairedCase): PairedCase => ({ ...pair, baseline: pair.candidate });

function pairOf(caseId: string, results: EvalResultRecord[]): PairedCase {
  const of = (side: string) => results.filter((result) => result.side === side);
  const [candidate, baseline] = [of("candidate"), of("baseline")];
  return {
    caseId,
    candidate: trials(candidate),
    baseline: trials(baseline),
    cost: {
      candidate: mean(candidate.map(({ cost }) => cost)),
      baseline: mean(baseline.map(({ cost }) => cost)),
    },
    latency: {
      candidate: mean(candidate.map(({ totalMs }) => totalMs)),
      baseline: mean(baseline.map(({ totalMs }) => totalMs)),
    },
  };
}

function trials(results: EvalResultRecord[]) {
  const counted = results.filter(({ verdict }) => verdict === "pass" || verdict === "fail");
  return { passes: counted.filter(({ verdict }) => verdict === "pass").length, trials: counted.length };
}

function mean(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function gateRules(
  { run, results, gate, judgeMayBlock, caseNames }: OutcomeInput,
  comparison: Comparison,
  whole: boolean,
): GateRule[] {
  const { cases } = run.spec;
  const errors = results.filter(({ verdict }) => verdict === "error").length;
  const byCase = Map.groupBy(results, ({ caseId }) => caseId);
  const verdicts = (caseId: string, side: string, watched: boolean) =>
    (byCase.get(caseId) ?? [])
      .filter((result) => result.side === side)
      .map(({ checks, error }) => blockingVerdict(checks, error, { judgeMayBlock, watched }));
  const failing = cases.filter(({ id }) =>
    verdicts(id, "candidate", false).some((verdict) => verdict === "fail" || verdict === "error"),
  );
  const regressed = cases.filter(({ id }) => {
    const [before, now] = [verdicts(id, "baseline", true), verdicts(id, "candidate", true)];
    const passed = before.length > 0 && before.every((verdict) => verdict === "pass");
    const fails = now.filter((verdict) => verdict === "fail").length;
    return passed && fails > 0 && fails * 3 >= now.length * 2;
  });
  const named = (list: { id: string }[]) =>
    list
      .slice(0, 5)
      .map(({ id }) => `“${caseNames.get(id) ?? id}”`)
      .join(", ") + (list.length > 5 ? ` and ${list.length - 5} more` : "");
  const rules: GateRule[] = [
    rule("complete", whole, "Every case was asked", run.stopReason ?? "Not every case was asked"),
    rule(
      "errors",
      errors === 0,
      "No errors",
      `${errors} ${errors === 1 ? "answer" : "answers"} could not be judged`,
    ),
    rule(
      "required",
      failing.length === 0,
      "Every required check passes",
      `Required checks fail in ${named(failing)}`,
    ),
    rule(
      "regression",
      regressed.length === 0,
      "Nothing that passed fails now",
      `Passed before, fails now: ${named(regressed)}`,
    ),
  ];
  return [...rules, ...ratioRules(gate, comparison)];
}

const rule = (name: string, ok: boolean, yes: string, no: string): GateRule => ({
  rule: name,
  ok,
  detail: ok ? yes : no,
});

const percent = (share: number | null) => (share === null ? "–" : `${Math.round(share * 100)} %`);
const casesOf = ({ cases }: Comparison) => `${cases} ${cases === 1 ? "case" : "cases"}`;
const nameOf = (side: RunSide | undefined) =>
  side?.kind === "release" ? `v${side.release}` : side?.kind === "document" ? "the document" : "the draft";

function sentenceOf(
  found: Comparison,
  { candidate, errors }: Statistics,
  both: boolean,
  whole: boolean,
  sides: RunSide[],
): string {
  const name = nameOf(sides.find(({ key }) => key === "candidate"));
  const start = name.replace(/^the /, "The ");
  const trouble = errors > 0 ? ` ${errors} ${errors === 1 ? "answer" : "answers"} could not be judged.` : "";
  if (!whole)
    return `The run was cut short: ${casesOf(found)} ${found.cases === 1 ? "was" : "were"} compared, which says nothing for sure.${trouble}`;
  if (!both) return `${start} passes ${percent(candidate)} of ${casesOf(found)}.${trouble}`;
  const other = nameOf(sides.find(({ key }) => key === "baseline"));
  const numbers = `${percent(found.candidate)} of ${casesOf(found)} pass, ${percent(found.baseline)} with ${other}`;
  const p = found.p < 0.001 ? "p < .001" : `p = ${found.p.toFixed(3).replace(/^0/, "")}`;
  if (found.verdict === "better") return `${start} is better: ${numbers} (${p}).${trouble}`;
  if (found.verdict === "worse") return `${start} is worse: ${numbers} (${p}).${trouble}`;
  if (found.verdict === "same") return `${start} does as well as ${other}: ${numbers}.${trouble}`;
  return `No clear difference: ${numbers} (${p}).${wanting(found)}${trouble}`;
}

function wanting({ needed }: Comparison): string {
  if (!needed?.cases) return "";
  const repeats = needed.repeats ? `, or ${needed.repeats} more repeats of these,` : "";
  return ` About ${needed.cases} more ${needed.cases === 1 ? "case" : "cases"} like these${repeats} would tell.`;
}
