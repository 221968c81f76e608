import type { Stemming } from "./languages.ts";
import { stemOf } from "./stems.ts";

/**
 * Text → terms for the index and for queries alike: case and accents folded, `camelCase` and `snake_case` taken apart,
 * scripts without spaces as pairs of characters, words cut to their stems. Deterministic; knows no dictionary.
 */
const NO_SPACES =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u30fc\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const WORD = new RegExp(
  `[${NO_SPACES}]+|\\d+(?:[.,:]\\d+)+|[[\\p{L}\\p{N}\\p{M}_]--[${NO_SPACES}]]+(?:['’]\\p{L}+)?`,
  "gv",
);
const PAIRED = new RegExp(`^[${NO_SPACES}]`, "u");
const LETTERS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  أ: "ا",
  إ: "ا",
  آ: "ا",
  ى: "ي",
  ة: "ه",
};
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
const MAX_TERM = 64;

/** Calls back for each term in order; a compound word gives its parts after itself. */
export function eachTerm(text: string, visit: (term: string) => void, stemming: Stemming = "en"): void {
  for (const [word] of text.matchAll(WORD)) for (const term of termsOfWord(word, stemming)) visit(term);
}

/** Words that a long text repeats are taken apart once. */
const remembered = new Map<Stemming, Map<string, string[]>>();
const MAX_KNOWN = 20_000;
const MAX_KNOWN_LENGTH = 40;

/** A word gives as many terms in one language as in another. */
export function termsOfWord(word: string, stemming: Stemming): string[] {
  const known = remembered.get(stemming) ?? new Map<string, string[]>();
  remembered.set(stemming, known);
  const before = known.get(word);
  if (before) return before;
  const terms: string[] = [];
  wordTerms(word, stemming, (term) => terms.push(term));
  if (word.length <= MAX_KNOWN_LENGTH) {
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(word, terms);
  }
  return terms;
}

/** Where in the text the words stand that give one of the terms: start and end in UTF-16 units, in order, merged. */
export function matchRanges(
  text: string,
  terms: ReadonlySet<string>,
  stemming: Stemming = "en",
): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  const push = (from: number, to: number) => {
    const last = ranges.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else ranges.push({ from, to });
  };
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (PAIRED.test(word)) {
      const characters = Array.from(word);
      let at = index;
      characters.forEach((character, i) => {
        const pair = fold(character + (characters[i + 1] ?? ""));
        if (terms.has(pair)) push(at, at + character.length + (characters[i + 1]?.length ?? 0));
        at += character.length;
      });
    } else {
      if (termsOfWord(word, stemming).some((term) => terms.has(term))) push(index, index + word.length);
    }
  }
  return ranges;
}

export function termsOf(text: string, stemming: Stemming = "en"): string[] {
  const terms: string[] = [];
  eachTerm(text, (term) => terms.push(term), stemming);
  return terms;
}

const CYRILLIC = /^[\u0400-\u052f]/;
const ASCII_WORD = /^[a-z]+$/;

function wordTerms(raw: string, stemming: Stemming, visit: (term: string) => void): void {
  if (ASCII_WORD.test(raw)) {
    visit(stemOf(raw, stemming).slice(0, MAX_TERM));
    return;
  }
  const word = raw.normalize("NFKC");
  if (PAIRED.test(word)) {
    pairs(fold(word), visit);
    return;
  }
  if (/^\d/.test(word) && /[.,:]/.test(word)) {
    visit(word.replaceAll(",", ""));
    return;
  }
  const plain = word.replace(/['’]s$/i, "").replace(/['’]/g, "");
  const parts = /[_\p{Lu}\d]/u.test(plain.slice(1)) ? identifierParts(plain) : [];
  const whole = plain.replaceAll("_", "");
  if (parts.length < 2) {
    const term = folded(whole, stemming);
    if (term) visit(term.slice(0, MAX_TERM));
    return;
  }
  visit(fold(whole).slice(0, MAX_TERM));
  for (const part of parts) visit(folded(part, stemming).slice(0, MAX_TERM));
}

/** The stem without accents. In Vietnamese they are another word. */
function folded(word: string, stemming: Stemming): string {
  if (stemming === "earlier") return stemOf(fold(word), stemming);
  const lower = word.toLowerCase();
  if (CYRILLIC.test(lower)) {
    // й and ї are letters of their own; stress marks and ё's dots are left out by most.
    const plain = lower
      .normalize("NFD")
      .replace(/\u0301/g, "")
      .normalize("NFC")
      .replaceAll("ё", "е");
    return stemOf(plain, stemming);
  }
  return stemming === "vi" ? lower : fold(stemOf(lower, stemming));
}

/** `parseHTTPBody_v2` → parse, HTTP, Body, v, 2. */
function identifierParts(word: string): string[] {
  return word.match(/\p{Lu}+(?![\p{Ll}])|\p{Lu}?[\p{Ll}\p{M}]+|\d+|[\p{Lo}\p{M}]+/gu) ?? [];
}

/** Lower case without accents. Only Latin, Greek and Cyrillic lose marks: elsewhere they are vowels. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f\u0640\u064b-\u0652]/g, "")
    .normalize("NFC")
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? letter);
}

function pairs(text: string, visit: (term: string) => void): void {
  const characters = Array.from(text);
  if (characters.length === 1) {
    visit(text);
    return;
  }
  for (let i = 0; i + 1 < characters.length; i++) visit(`${characters[i]}${characters[i + 1]}`);
}
