import { normalise, packedDot, SignScorer, signBits, VECTORS_PER_BLOB } from "../index/vectors.ts";
import type { Candidate } from "./rank-terms.ts";
import type { BlobKey, SegmentHead, SegmentSource } from "./source.ts";

/** Candidates by sign codes whose vectors are then compared. */
const SHORTLIST = 64;
/** Many passages are first sifted by the equal signs among these dimensions: that tells the far ones from the near. */
const SIEVE_DIMENSIONS = 256;
const SIEVED = 3_072;

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
  const blobs = await source.cached(usable.map((head) => ({ segmentId: head.id, kind: "c", n: 0 })));
  const codes = blobs.flatMap(({ segmentId, data }) => {
    const segment = byId.get(segmentId);
    return segment ? [{ segment, data, count: Math.floor(data.length / scorer.bytes) }] : [];
  });
  const near = sieve(query, codes, scorer.bytes);
  const shortlist = new Best(SHORTLIST);
  codes.forEach(({ segment, data, count }, index) => {
    for (let ordinal = 0; ordinal < count; ordinal++) {
      if (near && !near(index, ordinal)) continue;
      const score = scorer.score(data, ordinal);
      if (score > shortlist.floor) shortlist.add({ segment, ordinal, score });
    }
  });
  return top(await compare(source, shortlist.list(), query), limit);
}

type Codes = { segment: SegmentHead; data: Uint8Array; count: number };

/** Tells which passages are among the nearest by equal signs alone; null when there are too few to be worth it. */
function sieve(
  query: Float32Array,
  codes: Codes[],
  bytes: number,
): ((index: number, ordinal: number) => boolean) | null {
  const total = codes.reduce((sum, { count }) => sum + count, 0);
  if (total <= SIEVED * 2 || bytes % 4 !== 0 || query.length <= SIEVE_DIMENSIONS) return null;
  const wanted = new Uint32Array(signBits(query.subarray(0, SIEVE_DIMENSIONS)).buffer);
  const histogram = new Uint32Array(SIEVE_DIMENSIONS + 1);
  const distances = codes.map(({ data, count }) => {
    const own = unequalSigns(wanted, data, bytes / 4, count);
    for (const distance of own) histogram[distance] = (histogram[distance] ?? 0) + 1;
    return own;
  });
  let limit = 0;
  for (let kept = histogram[0] ?? 0; kept < SIEVED && limit < SIEVE_DIMENSIONS; ) {
    kept += histogram[++limit] ?? 0;
  }
  return (index, ordinal) => (distances[index]?.[ordinal] ?? SIEVE_DIMENSIONS + 1) <= limit;
}

/** For each code, how many of its first signs differ from the wanted ones; 32 are counted at a time. */
function unequalSigns(wanted: Uint32Array, codes: Uint8Array, step: number, count: number): Uint16Array {
  const aligned = codes.byteOffset % 4 === 0 ? codes : codes.slice();
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
  const out = new Uint16Array(count);
  for (let ordinal = 0; ordinal < count; ordinal++) {
    let different = 0;
    for (let i = 0; i < wanted.length; i++) {
      let bits = (words[ordinal * step + i] ?? 0) ^ (wanted[i] ?? 0);
      bits -= (bits >>> 1) & 0x55555555;
      bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
      different += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
    }
    out[ordinal] = different;
  }
  return out;
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
