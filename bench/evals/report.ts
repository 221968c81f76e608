/** A run of 1,000 cases of both sides with eight passages to each answer, as it lies in the store when its report is opened. */
import { getStore, type Scope } from "@/lib/store";

const CASES = 500;
const REPEATS = 2;
const PASSAGES = 8;

export async function fillRun(scope: Scope, projectId: string, setId: string): Promise<string> {
  const { evalRuns, testSets } = await getStore();
  const contents = Array.from({ length: CASES }, (_, i) => ({
    name: `Case ${i}`,
    turns: [],
    question: `Question ${i}`,
    variables: {},
    fileIds: [],
    checks: [],
    tags: [],
  }));
  const cases = (await testSets.addCases(scope, setId, contents, 10_000)) ?? [];
  const side = {
    kind: "draft" as const,
    release: null,
    configId: "c",
    fingerprint: "f",
    model: "m",
    fileIds: [],
  };
  const spec = {
    kind: "test" as const,
    setName: "Report",
    setRevision: "r",
    cases: cases.map(({ id, revision }) => ({ id, revision })),
    sides: ["candidate", "baseline"].map((key) => ({ ...side, key, segmentIds: null })),
    repeats: REPEATS,
    judgeModel: "m",
    judgeHash: "h",
    maxCost: null,
    fence: "f",
    warnings: [],
  };
  const run = await evalRuns.create(
    scope,
    { projectId, setId, authorId: scope.userId, spec, total: CASES * REPEATS * 2 },
    { activeLimit: 10, keep: 10 },
  );
  if (!run) throw new Error("no run");
  await evalRuns.prepare(run.id, CASES * REPEATS);
  const text = "The replacement filter is changed every six months and has a number. ".repeat(15);
  const passages = Array.from({ length: PASSAGES }, (_, i) => ({
    hash: `h${i}`,
    rank: i + 1,
    fileId: "f",
    filename: "manual.md",
    text,
  }));
  const nothing = {
    cost: 0,
    priced: true,
    limitCost: 0,
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  };
  for (;;) {
    const now = Date.now();
    const claim = await evalRuns.claim(run.id, {
      lease: "bench",
      leaseUntil: now + 60_000,
      now,
      concurrency: 2,
    });
    if (!claim) break;
    const at = cases[Math.floor(claim.n / REPEATS)];
    for (const key of ["candidate", "baseline"]) {
      const verdict = claim.n % 3 === 0 && key === "candidate" ? ("fail" as const) : ("pass" as const);
      const checks = ["contains", "words", "meets"].map((type) => ({
        type: type as "contains",
        required: true,
        verdict,
        reason: "The answer has what it should have",
      }));
      await evalRuns.putResult(
        claim,
        {
          id: `${run.id.slice(0, 12)}${key === "candidate" ? "c" : "b"}${String(claim.n).padStart(11, "0")}`,
          side: key,
          caseId: at?.id ?? "",
          caseRevision: 1,
          repeat: claim.n % REPEATS,
          verdict,
          output: `${key} says: ${text.slice(0, 600)}`,
          passages: key === "candidate" ? passages.toReversed() : passages,
          checks,
          usage: nothing.usage,
          cost: 0,
          firstMs: 1,
          totalMs: 2,
          finishReason: "stop",
          error: null,
        },
        nothing,
      );
    }
    await evalRuns.release(claim, true);
  }
  return run.id;
}
