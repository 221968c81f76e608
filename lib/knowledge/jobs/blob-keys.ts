import { PASSAGES_PER_BLOB } from "@/lib/knowledge/index/segment";
import { VECTORS_PER_BLOB } from "@/lib/knowledge/index/vectors";
import type { SegmentBlobKey, SegmentView } from "@/lib/store";

/** Every blob that a segment may have. */
export function blobKeys(segment: SegmentView): SegmentBlobKey[] {
  const range = (kind: string, count: number) =>
    Array.from({ length: count }, (_, n) => ({ segmentId: segment.id, kind, n }));
  return [
    ...range("t", segment.buckets),
    ...range("l", 1),
    ...range("g", 1),
    ...passageKeys(segment),
    ...(segment.vectors ? range("c", 1) : []),
    ...(segment.vectors ? range("v", Math.ceil(segment.passages / VECTORS_PER_BLOB)) : []),
  ];
}

export function passageKeys(segment: SegmentView): SegmentBlobKey[] {
  return Array.from({ length: Math.ceil(segment.passages / PASSAGES_PER_BLOB) }, (_, n) => ({
    segmentId: segment.id,
    kind: "p",
    n,
  }));
}
