import type { Passage } from "../index/passages.ts";
import { PASSAGES_PER_BLOB, unpackPassages } from "../index/segment.ts";
import { stemmingsOf } from "./languages.ts";
import { formsOf, queryTerms } from "./query.ts";
import { type Candidate, rankByTerms } from "./rank-terms.ts";
import { rankByVectors } from "./rank-vectors.ts";
import { rerank, withoutNearDuplicates } from "./rerank.ts";
import type { Hit, SegmentSource } from "./source.ts";

export type SearchOptions = {
  /** Passages at most. */
  limit: number;
  /** Estimated tokens that all passages together may take; the best one is given even if it alone is larger. */
  tokenBudget: number;
  /** The earlier message that a short query goes on from. */
  context?: string | undefined;
  /** The query as a vector of the given model; absent or null: by words alone. */
  vector?: { model: string; values: ArrayLike<number> } | null | undefined;
};

export type SearchResult = {
  hits: Hit[];
  /** Index terms of the query in all their forms, for marking words. */
  terms: ReadonlySet<string>;
  mode: "words" | "hybrid" | "none";
};

/** Candidates whose text is looked at. */
const CANDIDATES = 40;
const VECTOR_CANDIDATES = 24;
/**
 * Reciprocal rank fusion as by Cormack, Clarke and Büttcher (SIGIR 2009). Their constant of 60 is for many rankings of
 * equal worth; with two, of which the words are right more often, 10 and half a vote for vectors find more (docs/benchmarks.md).
 */
const RRF = 10;
const VECTOR_WEIGHT = 0.5;
/** A passage that holds less than this share of the query's words (by weight, those that no file has aside) isn't about it. */
const MIN_COVERAGE = 0.05;

/** The passages of the given segments that answer a query best. */
export async function search(
  source: SegmentSource,
  query: string,
  options: SearchOptions,
): Promise<SearchResult> {
  const heads = await source.heads();
  const stemmings = await stemmingsOf(source, heads);
  const terms = queryTerms(query, options.context, stemmings);
  if (heads.length === 0 || (terms.length === 0 && !options.vector)) {
    return { hits: [], terms: formsOf(terms), mode: "none" };
  }
  const [byTerms, byVectors] = await Promise.all([
    rankByTerms(source, heads, terms, stemmings, CANDIDATES),
    options.vector ? rankByVectors(source, heads, options.vector, VECTOR_CANDIDATES) : [],
  ]);
  const candidates = byVectors.length > 0 ? union(byTerms.candidates, byVectors) : byTerms.candidates;
  const passages = await loadPassages(source, candidates);
  const ranked = rerank(passages, byTerms.weights, terms, stemmings);
  const fused =
    byVectors.length > 0 ? fuse(ranked, byVectors) : ranked.filter((hit) => hit.coverage >= MIN_COVERAGE);
  const best = fused[0]?.score ?? 1;
  const hits = withinBudget(withoutNearDuplicates(fused), options).map((hit) => ({
    ...hit,
    score: hit.score / best,
  }));
  return { hits, terms: formsOf(terms), mode: byVectors.length > 0 ? "hybrid" : "words" };
}

const keyOf = (segmentId: string, ordinal: number) => `${segmentId}:${ordinal}`;

function union(a: Candidate[], b: Candidate[]): Candidate[] {
  const seen = new Set(a.map((c) => keyOf(c.segment.id, c.ordinal)));
  return [
    ...a,
    ...b.filter((c) => !seen.has(keyOf(c.segment.id, c.ordinal))).map((c) => ({ ...c, score: 0 })),
  ];
}

function fuse(byWords: Hit[], byVectors: Candidate[]): Hit[] {
  const scores = new Map<string, number>();
  const add = (key: string, share: number) => scores.set(key, (scores.get(key) ?? 0) + share);
  byWords
    .filter((hit) => hit.score > 0 && hit.coverage >= MIN_COVERAGE)
    .forEach((hit, rank) => {
      add(keyOf(hit.segment.id, hit.passage.ordinal), 1 / (RRF + rank + 1));
    });
  byVectors.forEach((candidate, rank) => {
    add(keyOf(candidate.segment.id, candidate.ordinal), VECTOR_WEIGHT / (RRF + rank + 1));
  });
  return byWords
    .flatMap((hit) => {
      const score = scores.get(keyOf(hit.segment.id, hit.passage.ordinal));
      return score === undefined ? [] : [{ ...hit, score }];
    })
    .sort((a, b) => b.score - a.score);
}

/** The texts of candidates; one that is gone since it was found is left out. */
export async function loadPassages(
  source: SegmentSource,
  candidates: Candidate[],
): Promise<{ candidate: Candidate; passage: Passage }[]> {
  const keys = new Map<string, { segmentId: string; kind: "p"; n: number }>();
  for (const { segment, ordinal } of candidates) {
    const n = Math.floor(ordinal / PASSAGES_PER_BLOB);
    keys.set(keyOf(segment.id, n), { segmentId: segment.id, kind: "p", n });
  }
  const blocks = new Map<string, Passage[]>();
  for (const blob of await source.blobs([...keys.values()])) {
    blocks.set(keyOf(blob.segmentId, blob.n), unpackPassages(blob.data));
  }
  return candidates.flatMap((candidate) => {
    const block = blocks.get(keyOf(candidate.segment.id, Math.floor(candidate.ordinal / PASSAGES_PER_BLOB)));
    const passage = block?.find((entry) => entry.ordinal === candidate.ordinal);
    return passage ? [{ candidate, passage }] : [];
  });
}

export function withinBudget(
  hits: Iterable<Hit>,
  options: Pick<SearchOptions, "limit" | "tokenBudget">,
): Hit[] {
  const kept: Hit[] = [];
  let left = options.tokenBudget;
  for (const hit of hits) {
    if (kept.length >= options.limit) break;
    if (kept.length > 0 && hit.passage.tokens > left) continue;
    left -= hit.passage.tokens;
    kept.push(hit);
  }
  return kept;
}
