import { notFound } from "@/lib/errors";
import { passageKeys, unpackPassages } from "@/lib/knowledge";
import { releasesWith } from "@/lib/projects";
import type { FileImpact } from "@/lib/schemas";
import { getStore, type Scope, type SegmentView } from "@/lib/store";

/** Blobs of passages read at once. */
const BLOBS = 32;

/**
 * What removing or replacing a file would break, before it is done and without a model: the cases that expect a passage which
 * no other file holds, or a citation of it; and the releases that it is kept for.
 * @throws not_found
 */
export async function fileImpact(scope: Scope, projectId: string, fileId: string): Promise<FileImpact> {
  const { files, testSets } = await getStore();
  if (!(await files.get(scope, projectId, fileId))) throw notFound("File");
  const cases = await testSets.projectCases(scope, projectId);
  const wanted = new Set(
    cases.flatMap(({ content }) =>
      content.checks.flatMap((check) => (check.type === "finds" ? check.hash : [])),
    ),
  );
  const gone = wanted.size > 0 ? await onlyIn(scope, projectId, fileId, wanted) : new Set<string>();
  const broken = cases.filter(({ content }) =>
    content.checks.some(
      (check) =>
        (check.type === "finds" && gone.has(check.hash)) ||
        (check.type === "cites" && check.fileId === fileId),
    ),
  );
  return {
    cases: broken.map(({ id, setId, content }) => ({ id, testSetId: setId, name: content.name })),
    releases: await releasesWith(scope, projectId, fileId),
  };
}

/** Of the wanted passages, those that this file alone holds. */
async function onlyIn(
  scope: Scope,
  projectId: string,
  fileId: string,
  wanted: ReadonlySet<string>,
): Promise<Set<string>> {
  const { segments } = await getStore();
  const all = await segments.list(scope, projectId);
  const own = all.filter((segment) => segment.fileId === fileId);
  const here = await hashesIn(scope, projectId, own, wanted);
  if (here.size === 0) return here;
  const others = all.filter((segment) => segment.fileId !== fileId);
  for (const hash of await hashesIn(scope, projectId, others, here)) here.delete(hash);
  return here;
}

async function hashesIn(
  scope: Scope,
  projectId: string,
  views: SegmentView[],
  wanted: ReadonlySet<string>,
): Promise<Set<string>> {
  const { segments } = await getStore();
  const found = new Set<string>();
  for (const segment of views) {
    const keys = passageKeys(segment);
    for (let at = 0; at < keys.length; at += BLOBS) {
      for (const blob of await segments.blobs(scope, projectId, keys.slice(at, at + BLOBS))) {
        for (const { hash } of unpackPassages(blob.data)) if (wanted.has(hash)) found.add(hash);
      }
      if (found.size === wanted.size) return found;
    }
  }
  return found;
}
