import { describe, expect, it } from "vitest";
import { type OutcomeInput, outcomeOf } from "@/lib/evals/runs/outcome";
import { trialVerdict } from "@/lib/evals/runs/verdict";
import type { CheckResult } from "@/lib/schemas";
import type { EvalResultRecord, RunSide } from "@/lib/store";

const side = (key: string, more: Partial<RunSide> = {}): RunSide => ({
  key,
  kind: key === "candidate" ? "draft" : "release",
  release: key === "candidate" ? null : 1,
  configId: key,
  fingerprint: "f",
  model: "m",
  fileIds: [],
  segmentIds: null,
  ...more,
});
const SIDES = [side("candidate"), side("baseline")];

const check = (verdict: CheckResult["verdict"], more: Partial<CheckResult> = {}): CheckResult => ({
  type: "contains",
  required: true,
  verdict,
  reason: "r",
  ...more,
});
let ids = 0;
function result(key: string, caseId: string, checks: CheckResult[], more: Partial<EvalResultRecord> = {}) {
  const verdict = checks.some((one) => one.verdict === "error")
    ? "error"
    : checks.some((one) => one.verdict === "fail")
      ? "fail"
      : checks.some((one) => one.verdict === "pass")
        ? "pass"
        : "skipped";
  const common = { ownerId: "o", projectId: "p", runId: "r", caseRevision: 1, review: null, createdAt: 0 };
  return {
    ...common,
    id: `${ids++}`,
    side: key,
    caseId,
    repeat: 0,
    verdict: verdict as EvalResultRecord["verdict"],
    output: "o",
    passages: [],
    checks,
    usage: null,
    cost: null,
    firstMs: null,
    totalMs: null,
    finishReason: "stop",
    error: null,
    ...more,
  };
}
/** So many repeats of a case on a side, of which the first ones pass. */
const repeats = (key: string, caseId: string, passes: number, of: number, more: Partial<CheckResult> = {}) =>
  Array.from({ length: of }, (_, repeat) =>
    result(key, caseId, [check(repeat < passes ? "pass" : "fail", more)], { repeat }),
  );

function outcome(
  results: EvalResultRecord[],
  more: Partial<OutcomeInput> & { total?: number; sides?: RunSide[] } = {},
) {
  const { total = results.length, sides = SIDES, ...input } = more;
  const cases = [...new Set(results.map(({ caseId }) => caseId))].map((id) => ({ id, revision: 1 }));
  const spec = {
    kind: "test" as const,
    setName: "s",
    setRevision: "v",
    cases,
    sides,
    repeats: Math.max(...results.map(({ repeat }) => repeat)) + 1,
    judgeModel: "j",
    judgeHash: "h",
    maxCost: null,
    fence: "f",
    warnings: [],
  };
  const caseNames = new Map(cases.map(({ id }) => [id, `Case ${id}`]));
  return outcomeOf({
    run: { spec, total, stopReason: null },
    results,
    gate: null,
    judgeMayBlock: false,
    caseNames,
    ...input,
  });
}
const no = (found: ReturnType<typeof outcome>) => found.gate.filter(({ ok }) => !ok).map(({ rule }) => rule);

describe("the gate of a run", () => {
  it.each([
    // passes of the candidate and of the baseline, in so many repeats
    [3, 3, 3, []],
    [2, 3, 3, ["required"]],
    [1, 3, 3, ["required", "regression"]],
    [0, 3, 3, ["required", "regression"]],
    [0, 2, 3, ["required"]],
    [0, 1, 1, ["required", "regression"]],
    [1, 2, 2, ["required"]],
    [0, 2, 2, ["required", "regression"]],
  ])("%i of the candidate's repeats pass, %i of the baseline's, of %i", (candidate, baseline, of, rules) => {
    const found = outcome([
      ...repeats("candidate", "a", candidate, of),
      ...repeats("baseline", "a", baseline, of),
    ]);
    expect(no(found)).toEqual(rules);
  });

  it("lets a watched check fail, unless it passed before", () => {
    const watched = { required: false };
    expect(no(outcome(repeats("candidate", "a", 0, 1, watched), { sides: [side("candidate")] }))).toEqual([]);
    const both = [...repeats("candidate", "a", 0, 1, watched), ...repeats("baseline", "a", 1, 1, watched)];
    expect(no(outcome(both))).toEqual(["regression"]);
  });

  it("counts a judge's verdicts only where it is calibrated", () => {
    const judged = { type: "meets" as const };
    const both = [...repeats("candidate", "a", 0, 1, judged), ...repeats("baseline", "a", 1, 1, judged)];
    expect(no(outcome(both))).toEqual([]);
    expect(no(outcome(both, { judgeMayBlock: true }))).toEqual(["required", "regression"]);
  });

  it("never counts which answer is better", () => {
    const both = [
      result("candidate", "a", [check("pass"), check("fail", { type: "better" })]),
      result("baseline", "a", [check("pass")]),
    ];
    expect(no(outcome(both, { judgeMayBlock: true }))).toEqual([]);
  });

  it("wants no errors and every case", () => {
    const failed = result("candidate", "a", [], { verdict: "error", error: "Away" });
    const baseline = result("baseline", "a", [check("pass")]);
    expect(no(outcome([failed, baseline]))).toEqual(["errors", "required"]);
    const judge = result("candidate", "a", [check("pass"), check("error", { type: "meets" })]);
    expect(no(outcome([judge, baseline])), "of the judge alone").toEqual(["errors"]);
    const cut = outcome([result("candidate", "a", [check("pass")]), baseline], { total: 4 });
    expect(no(cut)).toEqual(["complete"]);
    expect(cut).toMatchObject({ verdict: null, sentence: expect.stringContaining("cut short") });
  });

  it("names five cases, and how many more", () => {
    const found = outcome(
      ["a", "b", "c", "d", "e", "f", "g"].flatMap((id) => repeats("candidate", id, 0, 1)),
      { sides: [side("candidate")] },
    );
    expect(found.gate.find(({ rule }) => rule === "required")?.detail).toBe(
      "Required checks fail in “Case a”, “Case b”, “Case c”, “Case d”, “Case e” and 2 more",
    );
  });

  it("looks at cost and time by the lower end of their ratio", () => {
    // Nine cases at a third more, and a few that cost as much as before.
    const priced = (ratios: number[]) =>
      ratios.flatMap((ratio, index) => [
        result("candidate", `${index}`, [check("pass")], { cost: ratio, totalMs: ratio * 100 }),
        result("baseline", `${index}`, [check("pass")], { cost: 1, totalMs: 100 }),
      ]);
    const gate = { enabled: true, maxCostRatio: 1.2, maxLatencyRatio: null };
    const sure = priced(Array<number>(9).fill(1.3));
    expect(no(outcome(sure, { gate }))).toEqual(["cost"]);
    expect(no(outcome(sure, { gate: { ...gate, maxCostRatio: null, maxLatencyRatio: 1.2 } }))).toEqual([
      "latency",
    ]);
    expect(no(outcome(sure, { gate: { ...gate, maxCostRatio: 1.3 } }))).toEqual([]);
    const unsure = outcome(priced([1, 1, 1, 1, 1.3, 1.3, 1.3, 1.3, 1.3]), { gate });
    expect(unsure.statistics?.cost?.median).toBe(1.3);
    expect(no(unsure)).toEqual([]);
    expect(outcome(sure).gate.map(({ rule }) => rule)).toEqual([
      "complete",
      "errors",
      "required",
      "regression",
    ]);
  });
});

describe("the verdict on one answer", () => {
  it.each([
    ["error", [check("fail"), check("error")]],
    ["fail", [check("pass"), check("fail"), check("skipped")]],
    ["pass", [check("skipped"), check("pass")]],
    ["skipped", [check("skipped")]],
    ["skipped", []],
    ["skipped", [check("fail", { type: "better" }), check("error", { type: "better" })]],
  ])("is %s", (verdict, checks) => expect(trialVerdict(checks, null)).toBe(verdict));

  it("is an error where nothing was answered", () => {
    expect(trialVerdict([check("pass")], "The provider is away")).toBe("error");
  });
});

describe("what a run says", () => {
  it("names both sides, and better or worse only where the test does", () => {
    const many = (candidate: number, baseline: number, count: number, at: number) =>
      Array.from({ length: count }, (_, i) => [
        ...repeats("candidate", `${at}-${i}`, candidate, 1),
        ...repeats("baseline", `${at}-${i}`, baseline, 1),
      ]).flat();
    const said = (results: EvalResultRecord[], sides?: RunSide[]) =>
      outcome(results, sides ? { sides } : {}).sentence;
    expect(said(many(1, 0, 6, 0))).toBe(
      "The draft is better: 100 % of 6 cases pass, 0 % with v1 (p = .031).",
    );
    expect(
      said(many(0, 1, 12, 0), [side("candidate", { kind: "release", release: 2 }), side("baseline")]),
    ).toBe("v2 is worse: 0 % of 12 cases pass, 100 % with v1 (p < .001).");
    expect(said(many(1, 1, 4, 0), [side("candidate", { kind: "document" }), side("baseline")])).toBe(
      "The document does as well as v1: 100 % of 4 cases pass, 100 % with v1.",
    );
    expect(said(many(1, 0, 5, 0))).toBe(
      "No clear difference: 100 % of 5 cases pass, 0 % with v1 (p = .063). About 1 more case like these would tell.",
    );
    expect(said(repeats("candidate", "a", 1, 2), [side("candidate")])).toBe(
      "The draft passes 50 % of 1 case.",
    );
  });

  it("counts who won, and whether the longer answer did", () => {
    const won = (caseId: string, winner: "candidate" | "baseline" | "tie", lengths: [number, number]) => [
      result("candidate", caseId, [check("skipped", { type: "better", winner })], {
        output: "x".repeat(lengths[0]),
      }),
      result("baseline", caseId, [check("pass")], { output: "x".repeat(lengths[1]) }),
    ];
    const found = outcome([
      ...won("a", "candidate", [9, 3]),
      ...won("b", "candidate", [3, 9]),
      ...won("c", "baseline", [3, 9]),
      ...won("d", "baseline", [5, 5]),
      ...won("e", "tie", [9, 3]),
    ]);
    expect(found.statistics?.pairwise).toEqual({ candidate: 2, baseline: 2, ties: 1, longer: 2 });
  });
});
