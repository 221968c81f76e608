import { fold } from "../index/terms.ts";
import { loadPassages } from "./search.ts";
import type { Hit, SegmentHead, SegmentSource } from "./source.ts";

/** Passages of files that are given whole. */
export const WHOLE_MAX = 40;
/** Passages that are compared with a question in no word of which they agree. */
const COMPARED = 400;

const placesOf = (heads: SegmentHead[], each: number) =>
  heads.flatMap((segment) =>
    Array.from({ length: Math.min(each, segment.passages) }, (_, ordinal) => ({
      segment,
      ordinal,
      score: 0,
    })),
  );

/** Every passage, in order, when they are few and fit the budget of tokens together; else null. */
export async function wholeWithin(
  source: SegmentSource,
  heads: SegmentHead[],
  budget: number,
): Promise<Hit[] | null> {
  const count = heads.reduce((sum, head) => sum + head.passages, 0);
  if (count > WHOLE_MAX) return null;
  const loaded = await loadPassages(source, placesOf(heads, WHOLE_MAX));
  if (loaded.reduce((sum, { passage }) => sum + passage.tokens, 0) > budget) return null;
  return loaded.map(({ candidate, passage }) => ({
    segment: candidate.segment,
    passage,
    score: 0,
    coverage: 0,
  }));
}

/** What was found first, then the rest of the passages. */
export function foundFirst(found: Hit[], all: Hit[]): Hit[] {
  const key = (hit: Hit) => `${hit.segment.id}:${hit.passage.ordinal}`;
  const known = new Set(found.map(key));
  return [...found, ...all.filter((hit) => !known.has(key(hit)))];
}

/** Passages that look most like a question although they have none of its words: “guarantee” is near “Garantie”. */
export async function nearest(
  source: SegmentSource,
  heads: SegmentHead[],
  query: string,
  limit: number,
): Promise<Hit[]> {
  const wanted = triples(query.slice(0, 2_000));
  const each = Math.max(1, Math.floor(COMPARED / Math.max(1, heads.length)));
  const loaded = await loadPassages(source, placesOf(heads.slice(0, COMPARED), each));
  return loaded
    .map(({ candidate, passage }) => {
      const held = triples(`${passage.heading.join(" ")} ${passage.text.slice(0, 8_000)}`);
      let common = 0;
      for (const triple of wanted) if (held.has(triple)) common++;
      return { segment: candidate.segment, passage, score: common / Math.max(1, wanted.size), coverage: 0 };
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
}

/** Runs of three letters within words. */
function triples(text: string): Set<string> {
  const out = new Set<string>();
  for (const word of fold(text).match(/[\p{L}\p{N}]+/gu) ?? []) {
    for (let i = 0; i + 3 <= word.length; i++) out.add(word.slice(i, i + 3));
  }
  return out;
}
