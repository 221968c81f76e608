import { notFound } from "@/lib/errors";
import {
  enqueueRead,
  PASSAGES_PER_BLOB,
  passageKeys,
  retrieve,
  toFile,
  unpackPassages,
} from "@/lib/knowledge";
import { afterCommit } from "@/lib/platform";
import {
  type FilePassage,
  KNOWLEDGE_DEFAULTS,
  type ProjectFile,
  type ProjectSearchInput,
  type ProjectSearchResult,
} from "@/lib/schemas";
import { getStore, type Scope } from "@/lib/store";

/** Ranked passages for a question, without a model. @throws not_found */
export async function searchProject(
  scope: Scope,
  projectId: string,
  input: ProjectSearchInput,
): Promise<ProjectSearchResult> {
  const started = performance.now();
  const store = await getStore();
  const project = await store.projects.get(scope, projectId);
  if (!project) throw notFound("Project");
  const settings = project.settings.knowledge ?? KNOWLEDGE_DEFAULTS;
  const { sources, mode, searched } = await retrieve(store, scope, projectId, input.query, {
    limit: input.limit ?? settings.passages,
    tokenBudget: input.budget ?? settings.budget,
    weak: true,
  });
  const took = Math.round((performance.now() - started) * 10) / 10;
  return { passages: sources, mode, took, searched };
}

/** Reads a file again, whatever became of it before. @throws not_found */
export async function retryFile(scope: Scope, projectId: string, fileId: string): Promise<ProjectFile> {
  const store = await getStore();
  const file = await store.files.get(scope, projectId, fileId);
  if (!file) throw notFound((await store.projects.get(scope, projectId)) ? "File" : "Project");
  // A file that is being read is left alone: it will come to its end.
  if (file.status === "reading" || file.status === "indexing") return toFile(file);
  const updated = await store.files.update(scope, projectId, fileId, {
    status: "uploaded",
    error: null,
    note: null,
    progress: null,
  });
  if (!updated) throw notFound("File");
  await afterCommit("reading", () => enqueueRead(scope, updated));
  return toFile(updated);
}

/** What was read from a file, in order. `from` is the first passage's place. @throws not_found */
export async function listPassages(
  scope: Scope,
  projectId: string,
  fileId: string,
  { from, limit }: { from: number; limit: number },
): Promise<{ passages: FilePassage[]; total: number; next: number | null }> {
  const store = await getStore();
  const file = await store.files.get(scope, projectId, fileId);
  if (!file) throw notFound((await store.projects.get(scope, projectId)) ? "File" : "Project");
  const segment = (await store.segments.list(scope, projectId, undefined, file.chatId)).find(
    (entry) => entry.fileId === fileId,
  );
  if (!segment) return { passages: [], total: 0, next: null };
  const end = Math.min(segment.passages, from + limit);
  const keys = passageKeys(segment).slice(
    Math.floor(from / PASSAGES_PER_BLOB),
    Math.ceil(end / PASSAGES_PER_BLOB),
  );
  const blobs = await store.segments.blobs(scope, projectId, keys);
  const passages = blobs
    .flatMap((blob) => unpackPassages(blob.data))
    .filter((passage) => passage.ordinal >= from && passage.ordinal < end)
    .sort((a, b) => a.ordinal - b.ordinal)
    .map(({ ordinal, at, heading, text, tokens, overlap }) => ({
      ordinal,
      location: at,
      heading,
      text,
      tokens,
      overlap,
    }));
  return { passages, total: segment.passages, next: end < segment.passages ? end : null };
}
