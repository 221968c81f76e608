import { isFunctionWord, type Language } from "./languages.ts";
import { termsOf } from "./terms.ts";

/** Languages that write as one word what others write as two. */
const COMPOUNDING: ReadonlySet<string> = new Set<Language>(["de", "nl", "sv", "da", "no"]);
export const writesCompounds = (language: string): boolean => COMPOUNDING.has(language);

/** Letters that hold two words together. */
const LINKS = ["", "s", "es", "n", "en", "er", "e"];
/** Letters of a part, and of one that alone is known. */
const PART = 4;
const KNOWN_ALONE = 5;
/** Longer “words” are codes. */
const MAX_WORD = 40;

export const mayBeCompound = (term: string): boolean =>
  term.length >= PART * 2 + 1 && term.length <= MAX_WORD && !/[\d_]/.test(term);

/**
 * The two words that a term is put together of, as terms: “vorlauftemperatur” is “vorlauf” and “temperatur” where `known`
 * has both, or else one of them. Null: it is one word, as far as is known. A dictionary would know more; the file's
 * own words cost nothing and know its trade.
 */
export function partsOf(
  term: string,
  language: Language,
  known: (term: string) => boolean,
): [string, string] | null {
  let found: [string, string] | null = null;
  for (let at = PART; at <= term.length - PART; at++) {
    const tail = term.slice(at);
    const hasTail = known(tail) && !isFunctionWord(tail, language);
    for (const link of LINKS) {
      const head =
        link && term.slice(0, at).endsWith(link) ? term.slice(0, at - link.length) : term.slice(0, at);
      if (head.length < PART || (link && head.length === at) || isFunctionWord(head, language)) continue;
      const [stem = head] = termsOf(head, language);
      const hasHead = known(stem);
      if (hasHead && hasTail) return [stem, tail];
      if (link !== "") continue;
      if ((hasTail && tail.length >= KNOWN_ALONE) || (hasHead && stem.length >= KNOWN_ALONE))
        found ??= [stem, tail];
    }
  }
  return found;
}
