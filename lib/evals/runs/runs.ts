import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { AppError, invalid, isAppError, notFound } from "@/lib/errors";
import { keepAlive } from "@/lib/platform";
import { requireProject, setRevision } from "@/lib/projects";
import { EVAL_LIMITS, type EvalResult, type EvalRun, isJudgeCheck, type RunInput } from "@/lib/schemas";
import {
  type EvalRunRecord,
  getStore,
  type PageRequest,
  type RunSide,
  type RunSpec,
  type Scope,
} from "@/lib/store";
import { isDemoJudge } from "../judge/judge";
import { JUDGE_HASH } from "../judge/prompt";
import { requireTestSet } from "../sets";
import { toResult, toRun } from "./shapes";
import { baselineSide, candidateSide } from "./sides";
import { abortRun, drainQueue } from "./worker";

const POLL_MS = 150;

/**
 * Starts a run of a set's cases. It is worked on by any process, and survives all of them.
 * @throws not_found, `limit_reached` at ten unfinished runs, `validation_failed` on `testSetId` when there is no case, on `caseIds` when none of them is in the set
 */
export async function startRun(
  scope: Scope,
  projectId: string,
  input: RunInput,
  kind: RunSpec["kind"] = "test",
): Promise<EvalRun> {
  const { evalRuns, testSets } = await getStore();
  const project = await requireProject(scope, projectId);
  const set = await requireTestSet(scope, input.testSetId);
  if (set.projectId !== projectId) throw notFound("Test set");
  const all = await testSets.listCases(scope, set.id);
  const wanted = input.caseIds && new Set(input.caseIds);
  const cases = all.filter(({ id }) => !wanted || wanted.has(id));
  if (all.length === 0) throw invalid("testSetId", "The test set has no cases yet");
  if (cases.length === 0) throw invalid("caseIds", "None of these cases is in the test set");
  const [candidate, baseline] = await Promise.all([
    candidateSide(scope, project, input.candidate),
    baselineSide(scope, projectId, input.baseline),
  ]);
  const judgeModel = input.judgeModel ?? candidate.model;
  const judged = cases.some(({ content }) => content.checks.some(({ type }) => isJudgeCheck(type)));
  const refs = cases.map(({ id, revision }) => ({ id, revision }));
  const sides = baseline ? [candidate, baseline] : [candidate];
  const spec: RunSpec = {
    kind,
    setName: set.name,
    setRevision: setRevision(refs),
    cases: refs,
    sides,
    repeats: input.repeats,
    judgeModel,
    judgeHash: JUDGE_HASH,
    maxCost: input.maxCost ?? null,
    fence: randomBytes(6).toString("hex"),
    warnings: [
      ...(judged ? await judgeWarnings(judgeModel, candidate.model) : []),
      ...(await missingTexts(scope, projectId, sides)),
    ],
  };
  const run = await evalRuns
    .create(
      scope,
      {
        projectId,
        setId: set.id,
        authorId: scope.userId,
        spec,
        total: cases.length * sides.length * input.repeats,
      },
      { activeLimit: EVAL_LIMITS.activeRuns, keep: EVAL_LIMITS.runsKept },
    )
    .catch((error) => {
      if (!isAppError(error, "limit_reached")) throw error;
      const message = `At most ${EVAL_LIMITS.activeRuns} runs of a project wait or work at once`;
      throw new AppError("limit_reached", { message });
    });
  if (!run) throw notFound("Project");
  keepAlive(drainQueue());
  return toRun(run);
}

/** A release whose files were deleted for good answers from what is left of them. */
async function missingTexts(scope: Scope, projectId: string, sides: RunSide[]): Promise<string[]> {
  const { segments } = await getStore();
  const warnings = sides.map(async ({ release, segmentIds }) => {
    if (release === null || !segmentIds?.length) return [];
    const found = await segments.list(scope, projectId, segmentIds);
    return found.length < new Set(segmentIds).size
      ? [`v${release} can’t be replayed as it was: some of its files were deleted for good`]
      : [];
  });
  return (await Promise.all(warnings)).flat();
}

async function judgeWarnings(judge: string, candidate: string): Promise<string[]> {
  if (await isDemoJudge(judge))
    return ["The demo's judge compares words: its verdicts never block a release"];
  return judge === candidate
    ? [`${judge} judges its own answers: another model as judge would be fairer`]
    : [];
}

/** Newest first. @throws not_found */
export async function listRuns(
  scope: Scope,
  projectId: string,
  {
    testSetId,
    ...page
  }: PageRequest & { testSetId?: string | undefined; kind?: RunSpec["kind"] | undefined },
): Promise<{ runs: EvalRun[]; nextCursor: string | null }> {
  await requireProject(scope, projectId);
  const { evalRuns } = await getStore();
  const { items, nextCursor } = await evalRuns.list(scope, projectId, { ...page, setId: testSetId });
  return { runs: items.map(toRun), nextCursor };
}

/** With `seconds`, waits so long for its end, and works on it meanwhile. @throws not_found */
export async function getRun(scope: Scope, projectId: string, id: string, seconds = 0): Promise<EvalRun> {
  const until = Date.now() + seconds * 1_000;
  let run = await requireRun(scope, projectId, id);
  if (isOpen(run)) keepAlive(drainQueue());
  while (isOpen(run) && Date.now() < until) {
    await wait(Math.min(POLL_MS, Math.max(1, until - Date.now())));
    run = await requireRun(scope, projectId, id);
  }
  return toRun(run);
}

const isOpen = ({ status }: EvalRunRecord) => status === "queued" || status === "running";

/** Ends a run at once, with the requests that it has open at the provider; one that has ended stays. @throws not_found */
export async function cancelRun(scope: Scope, projectId: string, id: string): Promise<EvalRun> {
  const { evalRuns } = await getStore();
  const run = await evalRuns.cancel(scope, projectId, id, "Cancelled");
  if (!run) throw notFound("Run");
  abortRun(id);
  return toRun(run);
}

/** In the order of the run's cases. @throws not_found */
export async function listResults(
  scope: Scope,
  projectId: string,
  id: string,
  page: PageRequest & { caseId?: string | undefined; side?: string | undefined },
): Promise<{ results: EvalResult[]; nextCursor: string | null }> {
  const { evalRuns } = await getStore();
  const run = await requireRun(scope, projectId, id);
  const { items, nextCursor } = await evalRuns.results(scope, projectId, id, page);
  const names = await caseNames(scope, run);
  return { results: items.map((item) => toResult(item, names)), nextCursor };
}

/** What a person says of the judge's verdicts on one answer. @throws not_found, `validation_failed` on `check` */
export async function reviewResult(
  scope: Scope,
  projectId: string,
  runId: string,
  resultId: string,
  { agree, check }: { agree: boolean; check?: number | undefined },
): Promise<EvalResult> {
  const { evalRuns } = await getStore();
  const run = await requireRun(scope, projectId, runId);
  const review = { agree, by: scope.userId, at: Date.now(), check: check ?? null };
  const [names, reviewed] = await Promise.all([
    caseNames(scope, run),
    evalRuns.getResult(scope, projectId, runId, resultId),
  ]);
  const said = check === undefined ? null : reviewed?.checks[check];
  if (reviewed && said !== null && !(said && isJudgeCheck(said.type))) {
    throw invalid("check", "No judge decided this check");
  }
  const result = await evalRuns.review(scope, projectId, runId, resultId, review);
  if (!result) throw notFound("Result");
  return toResult(result, names);
}

export async function requireRun(scope: Scope, projectId: string, id: string): Promise<EvalRunRecord> {
  const run = await (await getStore()).evalRuns.get(scope, projectId, id);
  if (!run) throw notFound("Run");
  return run;
}

export async function caseNames(scope: Scope, run: EvalRunRecord): Promise<Map<string, string>> {
  const { testSets } = await getStore();
  const revisions = await testSets.revisions(scope, run.projectId, run.spec.cases);
  return new Map(revisions.map(({ id, content }) => [id, content.name]));
}
