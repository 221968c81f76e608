import { eachTerm } from "../index/terms.ts";
import { contentWords } from "./function-words.ts";

/** Terms that one query may look up; of a longer text its beginning and its end count, where questions stand. */
const MAX_TERMS = 48;

export type QueryTerm = { term: string; weight: number };

/**
 * The terms that a query looks for. `context` (an earlier message) is added with less weight when the query alone says
 * little, so that “and in Lisbon?” still finds what was talked about.
 */
export function queryTerms(query: string, context?: string): QueryTerm[] {
  const own = contentTerms(query);
  const weights = new Map<string, number>(own.map((term) => [term, 1]));
  if (context && own.length < 4) {
    // What is asked now decides; what was asked before only among its matches, or where there is nothing else.
    const weight = own.length === 0 ? 0.6 : 0.12;
    for (const term of contentTerms(context)) if (!weights.has(term)) weights.set(term, weight);
  }
  const terms = [...weights].map(([term, weight]) => ({ term, weight }));
  if (terms.length <= MAX_TERMS) return terms;
  return [...terms.slice(0, MAX_TERMS / 2), ...terms.slice(-MAX_TERMS / 2)];
}

function contentTerms(text: string): string[] {
  const short = text.length > 8_000 ? `${text.slice(0, 4_000)} ${text.slice(-4_000)}` : text;
  const words = short.match(/[\p{L}\p{M}\p{N}_]+(?:[.,:'’][\p{L}\p{N}]+)*/gu) ?? [];
  const terms = new Set<string>();
  for (const word of contentWords(words.map((word) => word.replace(/['’](s|re|ve|ll|d|m|t)$/i, "")))) {
    eachTerm(word, (term) => terms.add(term));
  }
  return [...terms];
}
