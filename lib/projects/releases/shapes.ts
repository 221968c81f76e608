import { readAfterCommit } from "@/lib/platform";
import type { Publication, Release } from "@/lib/schemas";
import {
  getStore,
  type PublicationRecord,
  type ReleaseRecord,
  type Scope,
  type SegmentView,
} from "@/lib/store";
import { isoTime } from "@/lib/time";

type Author = { id: string; name: string };

export async function authorsOf(ids: string[]): Promise<(id: string) => Author> {
  const { users } = await getStore();
  const found = await Promise.all([...new Set(ids)].map((id) => users.get(id)));
  return (id) => ({ id, name: found.find((user) => user?.id === id)?.name ?? "" });
}

const segmentsOf = ({ files }: Pick<ReleaseRecord, "files">) =>
  files.flatMap(({ segmentId }) => segmentId ?? []);

/** Which of the releases' texts are still there, and what keeping them takes. */
export async function availability(scope: Scope, projectId: string, releases: ReleaseRecord[]) {
  const { segments } = await getStore();
  const ids = [...new Set(releases.flatMap(segmentsOf))];
  const found: SegmentView[] = ids.length > 0 ? await segments.list(scope, projectId, ids) : [];
  const kept = await segments.kept(scope, projectId, ids);
  return { available: new Set(found.map(({ id }) => id)), kept };
}

export async function toReleases(
  scope: Scope,
  projectId: string,
  records: ReleaseRecord[],
): Promise<Release[]> {
  const { releases } = await getStore();
  const beside = await Promise.all([
    authorsOf(records.map(({ authorId }) => authorId)),
    availability(scope, projectId, records),
    releases.current(scope, projectId),
    releases.published(
      scope,
      projectId,
      records.map(({ number }) => number),
    ),
  ]);
  return records.map((record) => toRelease(record, ...beside));
}

/** A release that was just made, when nothing more can be read of it. */
export const freshRelease = (record: ReleaseRecord): Release =>
  toRelease(
    record,
    (id) => ({ id, name: "" }),
    { available: new Set(segmentsOf(record)), kept: new Map() },
    null,
    [],
  );

function toRelease(
  record: ReleaseRecord,
  author: (id: string) => Author,
  { available, kept }: { available: Set<string>; kept: Map<string, number> },
  current: PublicationRecord | null,
  log: PublicationRecord[],
): Release {
  const ids = segmentsOf(record);
  const published = log.find(({ release }) => release === record.number);
  return {
    number: record.number,
    note: record.note,
    configId: record.configId,
    fingerprint: record.fingerprint,
    createdAt: isoTime(record.createdAt),
    author: author(record.authorId),
    live: current?.release === record.number,
    replayable: ids.every((id) => available.has(id)),
    keptBytes: ids.reduce((sum, id) => sum + (kept.get(id) ?? 0), 0),
    gate: published
      ? {
          runId: published.runId,
          override: published.reason === null ? null : { reason: published.reason },
        }
      : null,
  };
}

export async function toPublications(records: PublicationRecord[]): Promise<Publication[]> {
  const unnamed = (id: string): Author => ({ id, name: "" });
  const ids = records.map(({ authorId }) => authorId);
  // Also shown right after something was published, which must not look as if it had failed.
  const author = await readAfterCommit("authors", () => authorsOf(ids), unnamed);
  return records.map(({ projectId, seq, kind, release, previous, authorId, reason, runId, createdAt }) => ({
    id: `${projectId}-${seq}`,
    kind,
    release,
    previous,
    at: isoTime(createdAt),
    by: author(authorId),
    override: reason === null ? null : { reason },
    runId,
  }));
}
