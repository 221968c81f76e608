import { perProcess } from "@/lib/platform";
import type { Scope, SegmentView, Store } from "@/lib/store";
import type { BlobKind } from "../index/segment.ts";
import { SEGMENT_FORMAT } from "../read/reader-protocol.ts";
import type { BlobKey, SegmentHead, SegmentSource, StoredBlob } from "./source.ts";

/** Bytes of lengths and sign codes kept in memory, over all projects. */
const CACHE_BYTES = 64 * 1024 * 1024;

type Cache = { entries: Map<string, StoredBlob>; bytes: number };

// Segments never change, so nothing goes stale; what may be read is decided by the list of heads, which comes from the
// store within the scope each time.
const cache = () => perProcess<Cache>("segment-cache", () => ({ entries: new Map(), bytes: 0 }));

export type Within = {
  /** Only these files. */
  fileIds?: string[] | undefined;
  /** These states of files, those of a release, in place of today's. */
  segmentIds?: string[] | undefined;
  /** The chat whose own files are seen as well. */
  chatId?: string | null | undefined;
};

/** A project's segments, within a scope. Made for one search: it lists them once. */
export class StoreSource implements SegmentSource {
  private readonly store: Store;
  private readonly scope: Scope;
  private readonly projectId: string;
  private readonly fileIds: ReadonlySet<string> | null;
  private readonly segmentIds: string[] | undefined;
  private readonly chatId: string | null;
  private listed: Promise<SegmentView[]> | undefined;

  constructor(store: Store, scope: Scope, projectId: string, within: Within = {}) {
    const { fileIds, segmentIds, chatId = null } = within;
    this.segmentIds = segmentIds;
    this.chatId = chatId;
    this.store = store;
    this.scope = scope;
    this.projectId = projectId;
    this.fileIds = fileIds ? new Set(fileIds) : null;
  }

  async heads(): Promise<SegmentHead[]> {
    this.listed ??= this.store.segments.list(this.scope, this.projectId, this.segmentIds, this.chatId);
    return (await this.listed).filter(
      ({ format, passages, fileId }) =>
        format <= SEGMENT_FORMAT && passages > 0 && (!this.fileIds || this.fileIds.has(fileId)),
    );
  }

  async blobs(keys: BlobKey[]): Promise<StoredBlob[]> {
    const found = await this.store.segments.blobs(this.scope, this.projectId, keys);
    return found.map((blob) => ({ ...blob, kind: blob.kind as BlobKind }));
  }

  async cached(keys: BlobKey[]): Promise<StoredBlob[]> {
    const allowed = new Set((await this.heads()).map((head) => head.id));
    const { entries } = cache();
    const hits: StoredBlob[] = [];
    const missing: BlobKey[] = [];
    for (const key of keys) {
      const name = nameOf(key);
      const entry = allowed.has(key.segmentId) ? entries.get(name) : undefined;
      if (entry) {
        entries.delete(name);
        entries.set(name, entry);
        hits.push(entry);
      } else missing.push(key);
    }
    const loaded = missing.length > 0 ? await this.blobs(missing) : [];
    // Drivers may hand out views into larger buffers, which a cache must not hold on to, nor numbers be read from.
    const own = loaded.map((blob) => ({ ...blob, data: blob.data.slice() }));
    for (const blob of own) keep(blob);
    return [...hits, ...own];
  }
}

const nameOf = (key: BlobKey) => `${key.segmentId}:${key.kind}:${key.n}`;

function keep(blob: StoredBlob): void {
  const state = cache();
  const name = nameOf(blob);
  if (state.entries.has(name) || blob.data.length > CACHE_BYTES / 4) return;
  state.entries.set(name, blob);
  state.bytes += blob.data.length;
  for (const [oldest, entry] of state.entries) {
    if (state.bytes <= CACHE_BYTES) break;
    state.entries.delete(oldest);
    state.bytes -= entry.data.length;
  }
}
