import { recordConfig } from "@/lib/chats";
import { getStore, type ProjectRecord, type Scope, type VersionRecord } from "@/lib/store";
import { compareStates, isSame, type ProjectState, summaryOf } from "./compare-states";

/** How a state is described that nobody saw coming about: it was there before versions were kept. */
const FIRST = "First recorded version";
const CREATED = "Project created";

/**
 * Records a project's state after a change of its prompts or settings. What is missing before it (a project from before
 * versions were kept, a process that died between the change and its record) is recorded first, so the history has no holes.
 * Cheap to repeat: a number that is on record stays as it is.
 */
export async function recordVersion(
  scope: Scope,
  before: ProjectRecord,
  after: ProjectRecord,
  restoredFrom: number | null,
): Promise<void> {
  await catchUp(scope, before);
  const what =
    restoredFrom === null ? summaryOf(compareStates(before, after)) : `Restored version ${restoredFrom}`;
  await put(scope, after, what, restoredFrom);
}

export async function recordFirstVersion(scope: Scope, project: ProjectRecord): Promise<void> {
  await put(scope, project, CREATED, null);
}

/** Puts the project's present state on record unless it is there. @returns the newest version; null: no such project */
export async function catchUp(scope: Scope, project: ProjectRecord): Promise<VersionRecord | null> {
  const { versions } = await getStore();
  const newest = (await versions.list(scope, project.id, { limit: 1 })).items[0];
  if (!newest) return put(scope, project, FIRST, null);
  // A name raises the project's version, too, but makes no version of prompts and settings.
  if (newest.number >= project.version) return newest;
  const state = await stateOf(scope, newest);
  const comparison = state && compareStates(state, project);
  if (comparison && isSame(comparison)) return newest;
  return put(scope, project, comparison ? summaryOf(comparison) : FIRST, null);
}

/** Prompts and settings of a version; null when its config is gone. */
export async function stateOf(scope: Scope, version: VersionRecord): Promise<ProjectStateRecord | null> {
  const { configs } = await getStore();
  const config = await configs.get(scope, version.projectId, version.configId);
  if (!config) return null;
  const prompts = version.prompts.flatMap((identity, index) => {
    const prompt = config.prompts[index];
    return prompt ? [{ ...identity, role: prompt.role, content: prompt.content }] : [];
  });
  return { prompts, settings: config.settings };
}
export type ProjectStateRecord = ProjectState & Pick<ProjectRecord, "prompts">;

async function put(
  scope: Scope,
  project: ProjectRecord,
  summary: string,
  restoredFrom: number | null,
): Promise<VersionRecord | null> {
  const { versions } = await getStore();
  const config = await recordConfig(scope, project);
  return versions.put(scope, {
    projectId: project.id,
    number: project.version,
    configId: config.id,
    prompts: project.prompts.map(({ id, createdAt }) => ({ id, createdAt })),
    authorId: scope.userId,
    summary,
    restoredFrom,
    createdAt: project.updatedAt,
  });
}
