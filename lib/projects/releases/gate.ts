import { answerFingerprint } from "@/lib/chats";
import type { FieldError } from "@/lib/errors";
import type { Gate, GateRule, Statistics } from "@/lib/schemas";
import {
  type EvalRunRecord,
  getStore,
  type ReleaseRecord,
  type Scope,
  type TestSetRecord,
} from "@/lib/store";
import { setRevision } from "./set-revision";

export type GateAnswer = { rules: (GateRule & { set: string })[]; ok: boolean; runId: string | null };

/** How many of a set's newest runs are looked through for one of this very content. */
const LOOK_BACK = 50;

/**
 * What the gates of a project's test sets say to a release: each wants a finished run of exactly its config and
 * cases under the fingerprint that it would answer under now, and what that run found on its rules. Sets without a gate say nothing.
 */
export async function askGates(scope: Scope, release: ReleaseRecord): Promise<GateAnswer> {
  const { testSets } = await getStore();
  const answer: GateAnswer = { rules: [], ok: true, runId: null };
  for (const set of await testSets.list(scope, release.projectId)) {
    if (!set.gate?.enabled) continue;
    const run = await newestRun(scope, set, release);
    answer.runId ??= run?.id ?? null;
    answer.rules.push(...rulesOf(set, run).map((rule) => ({ ...rule, set: set.name })));
  }
  answer.ok = answer.rules.every(({ ok }) => ok);
  return answer;
}

/** One entry for each rule that says no. */
export const gateErrors = ({ rules }: GateAnswer): FieldError[] =>
  rules
    .filter(({ ok }) => !ok)
    .map(({ rule, detail, set }) => ({ path: `gate.${rule}`, message: `${set}: ${detail}` }));

function rulesOf(set: TestSetRecord, run: EvalRunRecord | null): GateRule[] {
  const found: GateRule = run
    ? { rule: "run", ok: true, detail: "A finished run tested exactly this content" }
    : {
        rule: "run",
        ok: false,
        detail: `No finished run tested exactly this content with the cases of “${set.name}” as they are now`,
      };
  if (!run) return [found];
  // The set may want another ratio now than when the run ended.
  const kept = (run.outcome?.gate ?? []).filter(({ rule }) => rule !== "cost" && rule !== "latency");
  return [found, ...kept, ...ratioRules(set.gate, run.outcome?.statistics ?? null)];
}

/** Cost and time: they say no only where even the lower bound of the ratio is above what is allowed. */
export function ratioRules(
  gate: Gate | null,
  statistics: Pick<Statistics, "cost" | "latency"> | null,
): GateRule[] {
  const wanted = [
    ["cost", gate?.maxCostRatio, statistics?.cost],
    ["latency", gate?.maxLatencyRatio, statistics?.latency],
  ] as const;
  return wanted.flatMap(([rule, limit, ratio]): GateRule[] => {
    if (limit == null || !ratio) return [];
    const times = `${ratio.median.toFixed(2)} times what is live (at least ${ratio.interval.low.toFixed(2)})`;
    const ok = ratio.interval.low <= limit;
    return [{ rule, ok, detail: ok ? times : `${times}, at most ${limit} wanted` }];
  });
}

async function newestRun(
  scope: Scope,
  set: TestSetRecord,
  { projectId, configId }: ReleaseRecord,
): Promise<EvalRunRecord | null> {
  const { evalRuns, testSets } = await getStore();
  const fingerprint = await answerFingerprint();
  const revision = setRevision(await testSets.listCases(scope, set.id));
  const { items } = await evalRuns.list(scope, projectId, { limit: LOOK_BACK, setId: set.id });
  const matches = ({ status, spec }: EvalRunRecord) => {
    const candidate = spec.sides.find(({ key }) => key === "candidate");
    return (
      status === "done" &&
      spec.kind === "test" &&
      spec.setRevision === revision &&
      candidate?.configId === configId &&
      candidate.fingerprint === fingerprint
    );
  };
  return items.find(matches) ?? null;
}
