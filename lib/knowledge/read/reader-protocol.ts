import type { SegmentBlob, SegmentStats } from "../index/segment.ts";

/**
 * Version of what the reader makes. Files read by an earlier one are read again in the background; until then they are
 * searched as that version cut its words.
 */
export const SEGMENT_FORMAT = 2;

export type ReadRequest = { filename: string; bytes: Uint8Array };

/** What the reader says. After `blobs` it waits for an answer, so no more than one batch is under way. */
export type ReaderMessage =
  | { kind: "progress"; stage: "reading" | "indexing"; done: number }
  | { kind: "blobs"; blobs: SegmentBlob[] }
  | { kind: "done"; stats: SegmentStats; note: string | null }
  /** `cause` is for the log. */
  | { kind: "unreadable"; message: string; cause: string }
  | { kind: "broken"; cause: string };
