import type { Candidate } from "./rank-terms.ts";
import type { BlobKey, SegmentHead, SegmentSource } from "./source.ts";
import { normalise, packedDot, SignScorer, VECTORS_PER_BLOB } from "./vectors.ts";

/** Candidates by sign codes whose vectors are then compared. */
const SHORTLIST = 160;

/** The passages whose vectors are nearest to the query's; segments of another model are passed over. */
export async function rankByVectors(
  source: SegmentSource,
  heads: SegmentHead[],
  vector: { model: string; values: ArrayLike<number> },
  limit: number,
): Promise<Candidate[]> {
  const query = normalise(vector.values);
  const usable = heads.filter(
    (head) => head.vectors?.model === vector.model && head.vectors.dimensions === query.length,
  );
  if (usable.length === 0) return [];
  const scorer = new SignScorer(query);
  const byId = new Map(usable.map((head) => [head.id, head]));
  const codes = await source.cached(usable.map((head) => ({ segmentId: head.id, kind: "c", n: 0 })));
  let shortlist: Candidate[] = [];
  for (const blob of codes) {
    const segment = byId.get(blob.segmentId);
    if (!segment) continue;
    const count = Math.floor(blob.data.length / scorer.bytes);
    for (let ordinal = 0; ordinal < count; ordinal++) {
      shortlist.push({ segment, ordinal, score: scorer.score(blob.data, ordinal) });
      if (shortlist.length >= SHORTLIST * 8) shortlist = top(shortlist, SHORTLIST);
    }
  }
  return top(await compare(source, top(shortlist, SHORTLIST), query), limit);
}

const top = (list: Candidate[], limit: number) => list.sort((a, b) => b.score - a.score).slice(0, limit);

async function compare(source: SegmentSource, list: Candidate[], query: Float32Array): Promise<Candidate[]> {
  const keys = new Map<string, BlobKey>();
  for (const { segment, ordinal } of list) {
    const n = Math.floor(ordinal / VECTORS_PER_BLOB);
    keys.set(`${segment.id}:${n}`, { segmentId: segment.id, kind: "v", n });
  }
  const blobs = new Map<string, Uint8Array>();
  for (const blob of await source.blobs([...keys.values()]))
    blobs.set(`${blob.segmentId}:${blob.n}`, blob.data);
  const size = 4 + query.length;
  return list.flatMap((candidate) => {
    const data = blobs.get(`${candidate.segment.id}:${Math.floor(candidate.ordinal / VECTORS_PER_BLOB)}`);
    const from = (candidate.ordinal % VECTORS_PER_BLOB) * size;
    if (!data || from + size > data.length) return [];
    return [{ ...candidate, score: packedDot(query, data.subarray(from, from + size)) }];
  });
}
