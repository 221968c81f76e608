import { contentWords, type Stemming } from "../index/languages.ts";
import { termsOf } from "../index/terms.ts";

/** Terms that one query may look up; of a longer text its beginning and its end count, where questions stand. */
const MAX_TERMS = 48;

export type QueryTerm = {
  /** One of its forms, for telling terms apart. */
  term: string;
  /** The term in each of the languages that are searched, without repetitions. */
  forms: string[];
  weight: number;
};

/**
 * The terms that a query looks for, in the languages that the files are in. `context` (an earlier message) is added with
 * less weight when the query alone says little, so that “and in Lisbon?” still finds what was talked about.
 */
export function queryTerms(query: string, context: string | undefined, stemmings: Stemming[]): QueryTerm[] {
  const own = contentTerms(query, stemmings);
  const terms = new Map<string, QueryTerm>();
  for (const { forms, count } of own) {
    // Said again it is asked for again: a long question shows by that what it is about.
    terms.set(forms[0] ?? "", { term: forms[0] ?? "", forms, weight: count });
  }
  if (context && own.length < 4) {
    // What is asked now decides; what was asked before only among its matches, or where there is nothing else.
    const weight = own.length === 0 ? 0.6 : 0.12;
    for (const { forms } of contentTerms(context, stemmings)) {
      const term = forms[0] ?? "";
      if (!terms.has(term)) terms.set(term, { term, forms, weight });
    }
  }
  const list = [...terms.values()];
  if (list.length <= MAX_TERMS) return list;
  return [...list.slice(0, MAX_TERMS / 2), ...list.slice(-MAX_TERMS / 2)];
}

/** Every form of every term. */
export const formsOf = (terms: QueryTerm[]): Set<string> => new Set(terms.flatMap(({ forms }) => forms));

function contentTerms(text: string, stemmings: Stemming[]): { forms: string[]; count: number }[] {
  const short = text.length > 8_000 ? `${text.slice(0, 4_000)} ${text.slice(-4_000)}` : text;
  const words = short.match(/[\p{L}\p{M}\p{N}_]+(?:[.,:'’][\p{L}\p{N}]+)*/gu) ?? [];
  const found = new Map<string, { forms: string[]; count: number }>();
  for (const word of contentWords(words.map((word) => word.replace(/['’](s|re|ve|ll|d|m|t)$/i, "")))) {
    const byLanguage = stemmings.map((stemming) => termsOf(word, stemming));
    byLanguage[0]?.forEach((term, index) => {
      const entry = found.get(term);
      if (entry) entry.count++;
      else
        found.set(term, { forms: [...new Set(byLanguage.flatMap((terms) => terms[index] ?? []))], count: 1 });
    });
  }
  return [...found.values()];
}
