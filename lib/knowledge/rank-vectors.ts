import type { Candidate } from "./rank-terms.ts";
import type { BlobKey, SegmentHead, SegmentSource } from "./source.ts";
import { normalise, packedDot, SignScorer, VECTORS_PER_BLOB } from "./vectors.ts";

/** Candidates by sign codes whose vectors are then compared. */
const SHORTLIST = 96;
/** Many passages are first sifted by this much of their codes: 256 dimensions tell the far ones from the near. */
const SIEVE_BYTES = 32;
const SIEVED = 2_048;

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
  const total = usable.reduce((sum, head) => sum + head.passages, 0);
  const sift = total > SIEVED * 2 && scorer.bytes > SIEVE_BYTES;
  const first = new Best(sift ? SIEVED : SHORTLIST);
  const data = new Map<SegmentHead, Uint8Array>();
  for (const blob of codes) {
    const segment = byId.get(blob.segmentId);
    if (!segment) continue;
    data.set(segment, blob.data);
    const count = Math.floor(blob.data.length / scorer.bytes);
    const bytes = sift ? SIEVE_BYTES : scorer.bytes;
    for (let ordinal = 0; ordinal < count; ordinal++) {
      const score = scorer.score(blob.data, ordinal, bytes);
      if (score > first.floor) first.add({ segment, ordinal, score });
    }
  }
  const shortlist = sift ? new Best(SHORTLIST) : first;
  if (sift) {
    for (const { segment, ordinal } of first.list()) {
      const score = scorer.score(data.get(segment) ?? new Uint8Array(), ordinal, scorer.bytes);
      if (score > shortlist.floor) shortlist.add({ segment, ordinal, score });
    }
  }
  return top(await compare(source, shortlist.list(), query), limit);
}

/** Keeps the highest of many; what is not above `floor` need not be offered. */
class Best {
  floor = Number.NEGATIVE_INFINITY;
  private kept: Candidate[] = [];
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  add(candidate: Candidate): void {
    this.kept.push(candidate);
    if (this.kept.length < this.limit * 2) return;
    this.kept = top(this.kept, this.limit);
    this.floor = this.kept.at(-1)?.score ?? this.floor;
  }

  list(): Candidate[] {
    return top(this.kept, this.limit);
  }
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
