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

/** Case, accents, vowel points and width make no difference. */
function fold(text: string): string {
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
  let start = index;
  for (const [i, character] of characters.entries()) {
    const next = characters[i + 1] ?? "";
    yield { token: fold(character + next), start, end: start + character.length + next.length };
    start += character.length;
  }
}

/** The tokens of a text, each after one space: what an engine indexes, or looks through as it is. */
export function searchIndexText(text: string): string {
  let index = "";
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

/** The surroundings of the first place that matches, in pieces, white space folded. */
export function searchExtract(text: string, phrases: SearchPhrase[]): ExtractPiece[] {
  const places = matchedPlaces(text, phrases);
  const from = backToWord(text, Math.max(0, (places[0]?.start ?? 0) - EXTRACT_BEFORE));
  const to = wholeCharacter(
    text,
    Math.min(text.length, Math.max(from + EXTRACT_LENGTH, places[0]?.end ?? 0)),
  );
  const pieces: ExtractPiece[] = [];
  const add = (start: number, end: number, match: boolean) => {
    const piece = text.slice(start, end).replace(/\s+/gu, " ");
    if (piece) pieces.push({ text: piece, match });
  };
  let at = from;
  for (const place of places) {
    if (place.end > to) break;
    add(at, place.start, false);
    add(place.start, place.end, true);
    at = place.end;
  }
  add(at, to, false);
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first && from > 0) first.text = first.match ? first.text : `…${first.text.trimStart()}`;
  if (last && to < text.length && !last.match) last.text = `${last.text.trimEnd()}…`;
  return pieces;
}

/** Where phrases occur, in order and without overlap. */
function matchedPlaces(text: string, phrases: SearchPhrase[]): { start: number; end: number }[] {
  const tokens = [...placedTokens(text)];
  const places: { start: number; end: number }[] = [];
  for (let i = 0; i < tokens.length; i++) {
    for (const phrase of phrases) {
      const end = phraseEnd(tokens, i, phrase);
      const last = places.at(-1);
      const start = tokens[i]?.start ?? 0;
      if (end === undefined) continue;
      if (last && start < last.end) last.end = Math.max(last.end, end);
      else places.push({ start, end });
    }
  }
  return places;
}

function phraseEnd(tokens: Placed[], at: number, phrase: SearchPhrase): number | undefined {
  let end: number | undefined;
  for (const [offset, wanted] of phrase.entries()) {
    const found = tokens[at + offset];
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
