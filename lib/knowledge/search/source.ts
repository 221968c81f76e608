import type { Passage } from "../index/passages.ts";
import type { SegmentBlob, SegmentStats } from "../index/segment.ts";

export type SegmentHead = SegmentStats & {
  id: string;
  /** Version of what the reader made; the first one cut words otherwise. */
  format: number;
  fileId: string;
  filename: string;
  mediaType: string;
  vectors: { model: string; dimensions: number } | null;
};

export type Hit = {
  segment: SegmentHead;
  passage: Passage;
  /** 0 to 1; comparable within one result only. */
  score: number;
  /** Share of what the query asks for, by weight of its words, that the passage holds; null when found by vector alone. */
  coverage: number;
};

export type BlobKey = { segmentId: string } & Pick<SegmentBlob, "kind" | "n">;
export type StoredBlob = { segmentId: string } & SegmentBlob;

/** Where a search gets a project's segments from: a store within somebody's scope, or memory. */
export interface SegmentSource {
  heads(): Promise<SegmentHead[]>;
  /** Those that exist, in any order. */
  blobs(keys: BlobKey[]): Promise<StoredBlob[]>;
  /** Lengths, languages or codes of a segment, which never change: a source may keep them in memory. */
  cached(keys: BlobKey[]): Promise<StoredBlob[]>;
}
