import { answerFingerprint, recordConfig } from "@/lib/chats";
import { AppError, isAppError, notFound } from "@/lib/errors";
import { readAfterCommit } from "@/lib/platform";
import {
  LIMITS,
  type PageQuery,
  type Publication,
  RELEASE_LIMITS,
  type Release,
  type ReleaseDetail,
} from "@/lib/schemas";
import { getStore, type ProjectRecord, type ReleaseFile, type ReleaseRecord, type Scope } from "@/lib/store";
import { askGates } from "./gate";
import { availability, freshRelease, toPublications, toReleases } from "./shapes";

/**
 * Keeps the draft as it stands: prompts, settings, and the text of each file as it was read.
 * @throws not_found, `limit_reached`
 */
export async function createRelease(scope: Scope, projectId: string, note: string): Promise<Release> {
  const store = await getStore();
  const project = await requireProject(scope, projectId);
  const config = await recordConfig(scope, project);
  const record = await store.releases
    .create(
      scope,
      {
        projectId,
        note,
        authorId: scope.userId,
        configId: config.id,
        fingerprint: await answerFingerprint(),
        prompts: config.prompts,
        settings: config.settings,
        files: await releaseFiles(scope, projectId, config.files),
      },
      RELEASE_LIMITS.perProject,
    )
    .catch((error) => {
      if (!isAppError(error, "limit_reached")) throw error;
      const message = `A project has at most ${RELEASE_LIMITS.perProject} releases`;
      throw new AppError("limit_reached", { message });
    });
  if (!record) throw notFound("Project");
  const shown = await readAfterCommit("release", () => toReleases(scope, projectId, [record]), []);
  return shown[0] ?? freshRelease(record);
}

async function releaseFiles(
  scope: Scope,
  projectId: string,
  files: { id: string; filename: string; sha256: string }[],
): Promise<ReleaseFile[]> {
  const store = await getStore();
  const [segments, { items }] = await Promise.all([
    store.segments.list(scope, projectId),
    store.files.list(scope, projectId, { limit: LIMITS.filesPerProject }),
  ]);
  return files.map(({ id, filename, sha256 }) => ({
    id,
    filename,
    sha256,
    mediaType: items.find((file) => file.id === id)?.mimeType ?? "application/octet-stream",
    segmentId: segments.find(({ fileId }) => fileId === id)?.id ?? null,
  }));
}

/** Newest first. @throws not_found */
export async function listReleases(
  scope: Scope,
  projectId: string,
  page: PageQuery,
): Promise<{ releases: Release[]; nextCursor: string | null }> {
  await requireProject(scope, projectId);
  const { items, nextCursor } = await (await getStore()).releases.list(scope, projectId, page);
  return { releases: await toReleases(scope, projectId, items), nextCursor };
}

/** With prompts, settings and files, and what the gates say to it. @throws not_found */
export async function getRelease(scope: Scope, projectId: string, number: string): Promise<ReleaseDetail> {
  const store = await getStore();
  const record = await requireRelease(scope, projectId, number);
  const [release, { available }, draft, gate] = await Promise.all([
    toReleases(scope, projectId, [record]).then(only),
    availability(scope, projectId, [record]),
    store.files.list(scope, projectId, { limit: LIMITS.filesPerProject }),
    askGates(scope, record),
  ]);
  const inDraft = new Set(draft.items.map(({ id }) => id));
  return {
    ...release,
    prompts: record.prompts,
    settings: record.settings,
    files: record.files.map(({ id, filename, sha256, segmentId }) => ({
      id,
      filename,
      sha256,
      segmentId,
      inDraft: inDraft.has(id),
      available: segmentId === null || available.has(segmentId),
    })),
    rules: gate.rules,
  };
}

/** The log, newest first. @throws not_found */
export async function listPublications(
  scope: Scope,
  projectId: string,
  page: PageQuery,
): Promise<{ publications: Publication[]; nextCursor: string | null }> {
  await requireProject(scope, projectId);
  const { items, nextCursor } = await (await getStore()).releases.publications(scope, projectId, page);
  return { publications: await toPublications(items), nextCursor };
}

export async function requireProject(scope: Scope, projectId: string): Promise<ProjectRecord> {
  const project = await (await getStore()).projects.get(scope, projectId);
  if (!project) throw notFound("Project");
  return project;
}

export async function requireRelease(
  scope: Scope,
  projectId: string,
  number: string | number,
): Promise<ReleaseRecord> {
  const { releases } = await getStore();
  const wanted = /^[1-9]\d{0,8}$/.test(String(number)) ? Number(number) : null;
  const release = wanted === null ? null : await releases.get(scope, projectId, wanted);
  if (release) return release;
  await requireProject(scope, projectId);
  throw notFound("Release");
}

function only<T>([first]: T[]): T {
  if (first === undefined) throw notFound("Release");
  return first;
}
