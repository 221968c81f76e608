import { randomBytes } from "node:crypto";
import { asReleased, recordConfig } from "@/lib/chats";
import { invalid, notFound } from "@/lib/errors";
import { keepAlive } from "@/lib/platform";
import { requireProject, setRevision } from "@/lib/projects";
import { EVAL_LIMITS, type EvalRun } from "@/lib/schemas";
import { getStore, type ProjectRecord, type RunSide, type RunSpec, type Scope } from "@/lib/store";
import { rateOf } from "./causes";
import { requireRun } from "./runs";
import { toRun } from "./shapes";
import { drainQueue } from "./worker";

/** Changed cases that one experiment asks again, and how often each. */
const CASES = 20;
const REPEATS = 3;

/**
 * Asks the changed cases of a run again: the draft's prompt with live passages, the live prompt with the draft's passages, live
 * once more as a control for chance, and the draft's model alone if it changed.
 * @throws not_found; `validation_failed` when the run has not ended, compared nothing, or nothing changed
 */
export async function explainRun(scope: Scope, projectId: string, runId: string): Promise<EvalRun> {
  const { evalRuns, configs } = await getStore();
  const run = await requireRun(scope, projectId, runId);
  const candidate = run.spec.sides.find(({ key }) => key === "candidate");
  const baseline = run.spec.sides.find(({ key }) => key === "baseline");
  if (run.status !== "done" || !candidate || !baseline) {
    throw invalid("runId", "Only a finished run that compared two sides can be explained");
  }
  const results = await evalRuns.allResults(scope, projectId, runId);
  const changed = run.spec.cases.filter(({ id }) => {
    const [now, before] = [rateOf(results, id, "candidate"), rateOf(results, id, "baseline")];
    return now !== null && before !== null && now !== before;
  });
  const cases = changed.slice(0, CASES);
  if (cases.length === 0) throw invalid("runId", "No case passes more or less often than before");
  const project = await requireProject(scope, projectId);
  const live = await configs.get(scope, projectId, baseline.configId);
  if (!live) throw notFound("Run");
  const sides: RunSide[] = [
    { ...candidate, key: "prompt", fileIds: baseline.fileIds, segmentIds: baseline.segmentIds },
    { ...baseline, key: "passages", fileIds: candidate.fileIds, segmentIds: candidate.segmentIds },
    { ...baseline, key: "again" },
  ];
  if (candidate.model !== baseline.model) {
    sides.push(await modelSide(scope, asReleased(project, live), baseline, candidate.model));
  }
  const spec: RunSpec = {
    ...run.spec,
    kind: "why",
    setRevision: setRevision(cases),
    cases,
    sides,
    repeats: REPEATS,
    maxCost: null,
    fence: randomBytes(6).toString("hex"),
    explains: runId,
    warnings: [],
  };
  const total = cases.length * sides.length * REPEATS;
  const made = await evalRuns.create(
    scope,
    { projectId, setId: run.setId, authorId: scope.userId, spec, total },
    { activeLimit: EVAL_LIMITS.activeRuns, keep: EVAL_LIMITS.runsKept },
  );
  if (!made) throw notFound("Project");
  keepAlive(drainQueue());
  return toRun(made);
}

async function modelSide(
  scope: Scope,
  project: ProjectRecord,
  baseline: RunSide,
  model: string,
): Promise<RunSide> {
  const settings = { ...project.settings, model };
  const config = await recordConfig(scope, { ...project, id: project.id, settings });
  return { ...baseline, key: "model", configId: config.id, model };
}
