import { notFound } from "@/lib/errors";
import type { Target } from "@/lib/schemas";
import { type ConfigRecord, getStore, type ProjectRecord, type ReleaseRecord, type Scope } from "@/lib/store";

/** What a release fixes of an answer beside prompts and settings. */
export type Pinned = {
  /** Null: a state that was never released, such as that of a test. */
  release: number | null;
  config: ConfigRecord;
  /** Null: the files as they were read last. */
  segmentIds: string[] | null;
};
export type Answering = { project: ProjectRecord; pinned: Pinned | null };

/**
 * The state of a project that answers: what is live (the draft until something is), the draft, or a release. The project
 * comes back with that state's prompts and settings.
 * @throws not_found for a release that there is none of
 */
export async function resolveTarget(
  scope: Scope,
  project: ProjectRecord,
  target: Target = "live",
): Promise<Answering> {
  if (target === "draft") return { project, pinned: null };
  const { releases } = await getStore();
  const number = target === "live" ? (await releases.current(scope, project.id))?.release : target;
  if (number == null) return { project, pinned: null };
  const release = await releases.get(scope, project.id, number);
  if (!release) throw notFound("Release");
  return { project: asReleased(project, release), pinned: await pinnedBy(scope, release) };
}

/** The project with the prompts and settings of another state of it. */
export function asReleased(
  project: ProjectRecord,
  { prompts, settings, createdAt }: Pick<ReleaseRecord, "prompts" | "settings" | "createdAt">,
): ProjectRecord {
  const identified = prompts.map((prompt, index) => ({ id: `${index}`, ...prompt, createdAt }));
  return { ...project, prompts: identified, settings };
}

export async function pinnedBy(scope: Scope, release: ReleaseRecord): Promise<Pinned> {
  const { configs } = await getStore();
  const { projectId, configId: id, number, prompts, settings, files } = release;
  const config = (await configs.get(scope, projectId, id)) ?? {
    id,
    ownerId: release.ownerId,
    projectId,
    version: 0,
    prompts,
    settings,
    files: files.map(({ id, filename, sha256 }) => ({ id, filename, sha256 })),
    createdAt: release.createdAt,
  };
  return { release: number, config, segmentIds: files.flatMap(({ segmentId }) => segmentId ?? []) };
}
