import { mayBeCompound, writesCompounds } from "../index/compounds.ts";
import type { Stemming } from "../index/languages.ts";
import type { Passage } from "../index/passages.ts";
import { eachTerm } from "../index/terms.ts";
import type { QueryTerm } from "./query.ts";
import { type Candidate, nameTerms } from "./rank-terms.ts";
import type { Hit } from "./source.ts";

/** What the words of a query gain by standing in one passage together, and side by side. */
const COVERAGE_GAIN = 0.25;
const ADJACENCY_GAIN = 0.4;

/** Orders candidates by BM25, how much of the query they hold, and how closely its words stand together. */
export function rerank(
  found: { candidate: Candidate; passage: Passage }[],
  weights: Map<string, number>,
  terms: QueryTerm[],
  stemmings: Stemming[],
): Hit[] {
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0) || 1;
  const order = new Map(terms.flatMap(({ forms }, index) => forms.map((form) => [form, index])));
  return found
    .map(({ candidate, passage }): Hit => {
      const { held, adjacent } = overlap(passage, order);
      for (const term of nameTerms(candidate.segment.filename, stemmings)) {
        const index = order.get(term);
        if (index !== undefined) held.add(index);
      }
      let sum = 0;
      for (const index of held) sum += weights.get(terms[index]?.term ?? "") ?? 0;
      const coverage = sum / total;
      const pairs = Math.max(1, terms.length - 1);
      const gain = 1 + COVERAGE_GAIN * coverage ** 2 + (ADJACENCY_GAIN * Math.min(adjacent, pairs)) / pairs;
      return { segment: candidate.segment, passage, score: candidate.score * gain, coverage };
    })
    .sort((a, b) => b.score - a.score || a.passage.ordinal - b.passage.ordinal);
}

/** Which query terms a passage holds, and how many neighbours of the query stand near each other in it. */
function overlap(passage: Passage, order: Map<string, number>): { held: Set<number>; adjacent: number } {
  const held = new Set<number>();
  const stemming = passage.language ?? "earlier";
  const pairs = new Set<number>();
  const parts = writesCompounds(stemming) ? [...order].filter(([form]) => form.length >= 4) : [];
  let position = 0;
  let lastIndex = -1;
  let lastPosition = -10;
  const visit = (term: string) => {
    position++;
    const index = order.get(term);
    if (index === undefined) {
      if (parts.length === 0 || !mayBeCompound(term)) return;
      for (const [form, at] of parts) if (term.startsWith(form) || term.endsWith(form)) held.add(at);
      return;
    }
    held.add(index);
    if (lastIndex >= 0 && index === lastIndex + 1 && position - lastPosition <= 3) pairs.add(index);
    lastIndex = index;
    lastPosition = position;
  };
  for (const heading of passage.heading) eachTerm(heading, visit, stemming);
  lastIndex = -1;
  eachTerm(passage.text, visit, stemming);
  return { held, adjacent: pairs.size };
}

/** Drops what says nearly the same as a better hit: equal text, or four fifths of its words in common. */
export function* withoutNearDuplicates(hits: Hit[]): Generator<Hit> {
  const kept: Set<string>[] = [];
  const hashes = new Set<string>();
  for (const hit of hits) {
    if (hashes.has(hit.passage.hash)) continue;
    const words = shingles(hit.passage.text.slice(hit.passage.overlap));
    if (kept.some((other) => similar(words, other))) continue;
    hashes.add(hit.passage.hash);
    kept.push(words);
    yield hit;
  }
}

/** Runs of three words, so that tables and lists of equal words in another order stay different. */
function shingles(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const out = new Set<string>();
  for (let i = 0; i < Math.max(1, words.length - 2); i++) out.add(words.slice(i, i + 3).join(" "));
  return out;
}

function similar(a: Set<string>, b: Set<string>): boolean {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size < large.size * 0.6) return false;
  let common = 0;
  for (const entry of small) if (large.has(entry)) common++;
  return common / (small.size + large.size - common) >= 0.8;
}
