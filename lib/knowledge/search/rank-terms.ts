import type { Stemming } from "../index/languages.ts";
import { eachPosting, findTerm, hashTerm, unpackLengths } from "../index/segment.ts";
import { termsOf } from "../index/terms.ts";
import type { QueryTerm } from "./query.ts";
import type { BlobKey, SegmentHead, SegmentSource } from "./source.ts";

export type Candidate = { segment: SegmentHead; ordinal: number; score: number };

export type TermRanking = {
  candidates: Candidate[];
  /** Term → its weight: how rare it is times how much the query wants it. Terms that no file has are not in it. */
  weights: Map<string, number>;
};

/** BM25 (Robertson and Zaragoza, 2009): how soon repetition stops to count, how much long passages are held back. */
const K1 = 1.2;
const B = 0.6;

/** In large collections a term that stands in more passages than this share is skipped when there are rarer ones. */
const COMMON = 0.2;
const LARGE = 5_000;
/** What a word in the file's name counts, of what it would in the text. */
const NAME_GAIN = 0.4;

/** The best passages by BM25 over all segments as one collection. */
export async function rankByTerms(
  source: SegmentSource,
  heads: SegmentHead[],
  terms: QueryTerm[],
  stemmings: Stemming[],
  limit: number,
): Promise<TermRanking> {
  const buckets = await loadBuckets(source, heads, terms);
  const total = heads.reduce((sum, head) => sum + head.passages, 0);
  const average = heads.reduce((sum, head) => sum + head.totalLength, 0) / Math.max(1, total) || 1;
  const entries = terms.map(({ term, forms, weight }) => {
    const lists = heads.flatMap((head) =>
      forms.flatMap((form) => {
        const bucket = buckets.get(`${head.id}:${hashTerm(form) & (head.buckets - 1)}`);
        const found = bucket && findTerm(bucket, form);
        return found ? [{ head, ...found }] : [];
      }),
    );
    // A passage that holds two forms is counted twice, which hardly ever happens.
    const count = Math.min(
      total,
      lists.reduce((sum, list) => sum + list.count, 0),
    );
    return { term, lists, count, weight: weight * Math.log(1 + (total - count + 0.5) / (count + 0.5)) };
  });
  const named = heads.map((head) => ({ head, names: nameTerms(head.filename, stemmings) }));
  const inNames = (term: QueryTerm) => named.some(({ names }) => term.forms.some((form) => names.has(form)));
  // A word that no file has says nothing about a passage.
  const weights = new Map(
    entries.flatMap(({ term, count, weight }, i) => {
      const asked = terms[i];
      return count > 0 || (asked && inNames(asked)) ? [[term, weight] as const] : [];
    }),
  );
  const known = entries.filter((entry) => entry.count > 0).sort((a, b) => a.count - b.count);
  const rare = known.filter((entry) => total < LARGE || entry.count <= total * COMMON);
  const used = rare.length >= 2 ? rare : known.slice(0, Math.max(2, rare.length));

  const lengths = await loadLengths(source, [
    ...new Set(used.flatMap((entry) => entry.lists.map((l) => l.head))),
  ]);
  const scores = new Map<SegmentHead, Float32Array>();
  for (const { lists, weight } of used) {
    for (const { head, list } of lists) {
      const sums = scores.get(head) ?? new Float32Array(head.passages);
      scores.set(head, sums);
      accumulate(list, sums, lengths.get(head.id), weight, average);
    }
  }
  addNames(named, terms, weights, scores);
  return { candidates: best(scores, limit), weights };
}

/** A file whose name has a word of the query: all its passages rise a little, so that “the travel policy” finds it. */
function addNames(
  named: { head: SegmentHead; names: Set<string> }[],
  terms: QueryTerm[],
  weights: Map<string, number>,
  scores: Map<SegmentHead, Float32Array>,
): void {
  for (const { head, names } of named) {
    let gain = 0;
    for (const { term, forms } of terms) {
      if (forms.some((form) => names.has(form))) gain += (weights.get(term) ?? 0) * NAME_GAIN;
    }
    if (gain === 0) continue;
    const sums = scores.get(head) ?? new Float32Array(head.passages);
    scores.set(head, sums);
    for (let ordinal = 0; ordinal < sums.length; ordinal++) sums[ordinal] = (sums[ordinal] ?? 0) + gain;
  }
}

/** The words of a file's name in every form that is searched. */
export function nameTerms(filename: string, stemmings: Stemming[]): Set<string> {
  const name = filename.replace(/\.[a-z0-9]{1,8}$/i, "");
  return new Set(stemmings.flatMap((stemming) => termsOf(name, stemming)));
}

function accumulate(
  list: Uint8Array,
  sums: Float32Array,
  lengths: Uint16Array | undefined,
  weight: number,
  average: number,
): void {
  eachPosting(list, (ordinal, frequency) => {
    const norm = K1 * (1 - B + (B * (lengths?.[ordinal] ?? average)) / average);
    sums[ordinal] = (sums[ordinal] ?? 0) + (weight * frequency * (K1 + 1)) / (frequency + norm);
  });
}

/** The highest sums; equal ones in the order of the files, so that a result repeats. */
function best(scores: Map<SegmentHead, Float32Array>, limit: number): Candidate[] {
  const kept: Candidate[] = [];
  let floor = 0;
  for (const [segment, sums] of scores) {
    for (let ordinal = 0; ordinal < sums.length; ordinal++) {
      const score = sums[ordinal] ?? 0;
      if (score <= floor) continue;
      kept.push({ segment, ordinal, score });
      if (kept.length >= limit * 4) floor = prune(kept, limit);
    }
  }
  prune(kept, limit);
  return kept;
}

function prune(kept: Candidate[], limit: number): number {
  kept.sort((a, b) => b.score - a.score || a.ordinal - b.ordinal);
  if (kept.length > limit) kept.length = limit;
  return kept.length === limit ? (kept.at(-1)?.score ?? 0) : 0;
}

async function loadBuckets(
  source: SegmentSource,
  heads: SegmentHead[],
  terms: QueryTerm[],
): Promise<Map<string, Uint8Array>> {
  const keys = new Map<string, BlobKey>();
  const forms = terms.flatMap((entry) => entry.forms);
  for (const head of heads) {
    for (const form of forms) {
      const n = hashTerm(form) & (head.buckets - 1);
      keys.set(`${head.id}:${n}`, { segmentId: head.id, kind: "t", n });
    }
  }
  const blobs = await source.blobs([...keys.values()]);
  return new Map(blobs.map((blob) => [`${blob.segmentId}:${blob.n}`, blob.data]));
}

async function loadLengths(source: SegmentSource, heads: SegmentHead[]): Promise<Map<string, Uint16Array>> {
  const blobs = await source.cached(heads.map((head) => ({ segmentId: head.id, kind: "l", n: 0 })));
  return new Map(blobs.map((blob) => [blob.segmentId, unpackLengths(blob.data)]));
}
