import { effectiveModel } from "@/lib/ai";
import { answerFingerprint, recordConfig } from "@/lib/chats";
import { AppError } from "@/lib/errors";
import { requireRelease } from "@/lib/projects";
import { type ProjectDocument, type RunInput, variableProblem } from "@/lib/schemas";
import { getStore, type ProjectRecord, type RunSide, type Scope } from "@/lib/store";

/** What a run's candidate answers from: the draft, a release, or a document that never touches the draft. @throws not_found */
export async function candidateSide(
  scope: Scope,
  project: ProjectRecord,
  candidate: RunInput["candidate"],
): Promise<RunSide> {
  if (candidate === "draft") return draftSide(scope, project, "candidate");
  if (typeof candidate === "number") return releaseSide(scope, project.id, candidate, "candidate");
  return documentSide(scope, project, candidate);
}

/** What it is compared with: what is live unless said otherwise; null: nothing. @throws not_found */
export async function baselineSide(
  scope: Scope,
  projectId: string,
  baseline: RunInput["baseline"],
): Promise<RunSide | null> {
  if (baseline === null) return null;
  const { releases } = await getStore();
  const number =
    baseline === undefined || baseline === "live"
      ? (await releases.current(scope, projectId))?.release
      : baseline;
  return number == null ? null : releaseSide(scope, projectId, number, "baseline");
}

async function draftSide(scope: Scope, project: ProjectRecord, key: string): Promise<RunSide> {
  const config = await recordConfig(scope, project);
  return {
    key,
    kind: "draft",
    release: null,
    configId: config.id,
    fingerprint: await answerFingerprint(),
    model: await effectiveModel(config.settings.model),
    fileIds: config.files.map(({ id }) => id),
    segmentIds: null,
  };
}

async function releaseSide(scope: Scope, projectId: string, number: number, key: string): Promise<RunSide> {
  const release = await requireRelease(scope, projectId, number);
  return {
    key,
    kind: "release",
    release: number,
    configId: release.configId,
    // What answers today, which is not what answered when it was made.
    fingerprint: await answerFingerprint(),
    model: await effectiveModel(release.settings.model),
    fileIds: release.files.map(({ id }) => id),
    segmentIds: release.files.flatMap(({ segmentId }) => segmentId ?? []),
  };
}

/** Prompts and settings of the document over the draft's files; what it leaves out of the settings is the draft's. */
async function documentSide(
  scope: Scope,
  project: ProjectRecord,
  { project: given }: ProjectDocument,
): Promise<RunSide> {
  const contents = (given.prompts ?? []).map(({ content }) => content);
  const problem = variableProblem(contents);
  if (problem) {
    const errors = [{ path: "candidate.project.prompts", message: problem }];
    throw new AppError("validation_failed", { errors });
  }
  const createdAt = Date.now();
  const prompts = (given.prompts ?? []).map((prompt, index) => ({ id: `${index}`, ...prompt, createdAt }));
  const settings = { ...project.settings, ...given.settings };
  const side = await draftSide(scope, { ...project, prompts, settings }, "candidate");
  return { ...side, kind: "document" };
}
