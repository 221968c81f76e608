import type { MessagePart } from "@/lib/schemas";
import type { ExtractPiece } from "./types/search";

/**
 * What it means that a text matches a query, for both engines: text and query are cut into the same tokens.
 * A word of a script that is written with spaces is one token, and a query's last word may be its beginning. Scripts
 * without spaces give pairs of neighbouring characters, so that any part of a sentence is found. Pictographs are words.
 */

const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u30fc\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const RUN = new RegExp(
  `[${UNSPACED}][${UNSPACED}\\p{M}]*|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+|\\p{Extended_Pictographic}|\\p{Regional_Indicator}{2}`,
  "gu",
);
const FIRST_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");
/** Longer words are cut: nobody types them, and an index has limits. */
const TOKEN_MAX = 64;
const PHRASES_MAX = 16;
const TOKENS_PER_PHRASE_MAX = 32;

const PLAIN = /^[\x20-\x7e]*$/;

/** The same cut for the plainest texts, at a fraction of the time. */
const ASCII = /^[\0-\x7f]*$/;
const ASCII_WORD = /[a-z0-9]+/g;

/** Case, accents, vowel points and width make no difference. */
function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u0652]/g, "")
    .normalize("NFC")
    .replaceAll("ß", "ss")
    .replaceAll("ς", "σ");
}

/** A token with its place (UTF-16) in the text it came from. */
type Placed = { token: string; start: number; end: number };

function* placedTokens(text: string): Generator<Placed> {
  for (const { 0: run, index } of text.matchAll(RUN)) {
    if (FIRST_UNSPACED.test(run)) yield* pairs(run, index);
    else {
      const token = fold(run).slice(0, TOKEN_MAX);
      if (token) yield { token, start: index, end: index + run.length };
    }
  }
}

/** `東京都` gives 東京, 京都 and 都, so that a single character is found by the beginning of a pair. */
function* pairs(run: string, index: number): Generator<Placed> {
  const characters = Array.from(run);
  // Folding changes few of these scripts' characters, so mostly the run is folded at once.
  const folded = Array.from(fold(run));
  const same = folded.length === characters.length;
  let start = index;
  for (const [i, character] of characters.entries()) {
    const next = characters[i + 1] ?? "";
    const token = same ? `${folded[i]}${folded[i + 1] ?? ""}` : fold(character + next);
    yield { token, start, end: start + character.length + next.length };
    start += character.length;
  }
}

/** The tokens of a text, each after one space: what an engine indexes, or looks through as it is. */
export function searchIndexText(text: string): string {
  let index = "";
  if (ASCII.test(text)) {
    for (const [word] of text.toLowerCase().matchAll(ASCII_WORD)) index += ` ${word.slice(0, TOKEN_MAX)}`;
    return index;
  }
  for (const { token } of placedTokens(text)) index += ` ${token}`;
  return index;
}

/** What is searched of a message: the text that people read, not the reasoning behind it. */
export function messageSearchText(parts: MessagePart[]): string {
  return parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
}

/** Tokens that must follow each other; the last may be the beginning of one. */
export type SearchPhrase = string[];

/**
 * What a query asks for: everything in it must occur. White space separates, quotation marks keep together.
 * Empty when there is nothing to look for.
 */
export function searchPhrases(query: string): SearchPhrase[] {
  const phrases: SearchPhrase[] = [];
  for (const [, quoted, plain] of query.matchAll(/["“”«»]([^"“”«»]*)["“”«»]|([^\s"“”«»]+)/gu)) {
    const placed = [...placedTokens(quoted ?? plain ?? "")];
    if (endsInTail(placed)) placed.pop();
    const tokens = placed.map(({ token }) => token);
    if (tokens.length > 0) phrases.push(tokens.slice(0, TOKENS_PER_PHRASE_MAX));
  }
  return phrases.slice(0, PHRASES_MAX);
}

/** Whether the last token is the single character at the end of a run of pairs: a text may go on there. */
function endsInTail(placed: Placed[]): boolean {
  const [before, last] = placed.slice(-2);
  return before !== undefined && last !== undefined && before.end === last.end;
}

/** The meaning of a match, on what {@link searchIndexText} gave. */
export function searchMatches(indexText: string, phrases: SearchPhrase[]): boolean {
  return phrases.length > 0 && phrases.every((phrase) => indexText.includes(` ${phrase.join(" ")}`));
}

const EXTRACT_BEFORE = 60;
const EXTRACT_LENGTH = 240;

type Place = { start: number; end: number };

/** The surroundings of the first place that matches, in pieces, white space folded. */
export function searchExtract(text: string, phrases: SearchPhrase[]): ExtractPiece[] {
  const first = matchedPlaces(text, phrases).next();
  const [start, end] = first.done ? [0, 0] : [first.value.start, first.value.end];
  const from = backToWord(text, Math.max(0, start - EXTRACT_BEFORE));
  const to = wholeCharacter(text, Math.min(text.length, Math.max(from + EXTRACT_LENGTH, end)));
  const shown = text.slice(from, to);
  const pieces: ExtractPiece[] = [];
  const add = (start: number, end: number, match: boolean) => {
    const piece = shown.slice(start, end).replace(/\s+/gu, " ");
    if (piece) pieces.push({ text: piece, match });
  };
  let at = 0;
  for (const place of matchedPlaces(shown, phrases)) {
    add(at, place.start, false);
    add(place.start, place.end, true);
    at = place.end;
  }
  add(at, shown.length, false);
  const [head, tail] = [pieces[0], pieces.at(-1)];
  if (head && from > 0 && !head.match) head.text = `…${head.text.trimStart()}`;
  if (tail && to < text.length && !tail.match) tail.text = `${tail.text.trimEnd()}…`;
  return pieces;
}

/** Where phrases occur, in order and without overlap; reads no further than the caller asks. */
function* matchedPlaces(text: string, phrases: SearchPhrase[]): Generator<Place, undefined> {
  const longest = Math.max(0, ...phrases.map((phrase) => phrase.length));
  const tokens = placedTokens(text);
  const ahead: Placed[] = [];
  let last: Place | undefined;
  for (;;) {
    while (ahead.length < longest) {
      const next = tokens.next();
      if (next.done) break;
      ahead.push(next.value);
    }
    const here = ahead[0];
    if (last && (!here || here.start >= last.end)) {
      yield last;
      last = undefined;
    }
    if (!here) return undefined;
    for (const phrase of phrases) {
      const end = phraseEnd(ahead, phrase);
      if (end === undefined) continue;
      if (last) last.end = Math.max(last.end, end);
      else last = { start: here.start, end };
    }
    ahead.shift();
  }
}

/** Where a phrase ends that begins with the first token. */
function phraseEnd(tokens: Placed[], phrase: SearchPhrase): number | undefined {
  let end: number | undefined;
  for (const [offset, wanted] of phrase.entries()) {
    const found = tokens[offset];
    const whole = offset < phrase.length - 1;
    if (!found || (whole ? found.token !== wanted : !found.token.startsWith(wanted))) return undefined;
    // One character asked for, found as the first of a pair.
    const half = !whole && wanted.length < found.token.length && FIRST_UNSPACED.test(wanted);
    end = half ? found.start + wanted.length : found.end;
  }
  return end;
}

function backToWord(text: string, at: number): number {
  const space = text.slice(0, at).search(/\s\S*$/u);
  return wholeCharacter(text, at > 0 && space >= 0 && at - space < 20 ? space + 1 : at);
}

/** Never between the halves of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at;
}
