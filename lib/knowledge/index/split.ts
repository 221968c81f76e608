import { estimateTokens } from "../../tokens.ts";

/** Sentences with the white space that follows them; joined they give the text back. */
export function sentences(text: string): string[] {
  const parts: string[] = [];
  const end = /(?<![.!?…])[.!?…]+["'”’»)\]]*\s+|[。！？｡]+[」』”’）]*\s*|\n\s*/gu;
  let from = 0;
  for (const match of text.matchAll(end)) {
    const to = match.index + match[0].length;
    // “e.g. x”, “No. 5”, “Dr. A”: a short beginning or a small letter after the stop is no new sentence.
    if (match[0].startsWith(".") && /^[\p{Ll}\d]/u.test(text.slice(to, to + 1))) continue;
    if (match[0].startsWith(".") && to - from < 12) continue;
    parts.push(text.slice(from, to));
    from = to;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/**
 * Cuts a text into parts of at most `max` tokens: at sentence ends, else between words, also where a script writes
 * no spaces. Only a “word” that is longer than `max` by itself (encoded data) is cut, and never inside a character.
 */
export function cutText(text: string, max: number): string[] {
  return pack(sentences(text), max, (sentence) =>
    pack(sentence.match(/\S+\s*|\s+/g) ?? [], max, (word) => pack(segments(word), max, cutCharacters)),
  );
}

/** Joins neighbours up to `max`; what alone is larger goes through `finer`. */
function pack(parts: string[], max: number, finer: (part: string, max: number) => string[]): string[] {
  const out: string[] = [];
  let current = "";
  let size = 0;
  for (const part of parts) {
    const tokens = estimateTokens(part);
    if (tokens > max) {
      if (current) out.push(current);
      current = "";
      size = 0;
      out.push(...finer(part, max));
    } else if (size + tokens > max) {
      out.push(current);
      current = part;
      size = tokens;
    } else {
      current += part;
      size += tokens;
    }
  }
  if (current) out.push(current);
  return out;
}

const words = new Intl.Segmenter(undefined, { granularity: "word" });

function segments(text: string): string[] {
  // The segmenter slows down on long input; a chunk border inside a run of letters is no worse than any other.
  if (text.length > 20_000) return cutCharacters(text, 2_000);
  return Array.from(words.segment(text), (part) => part.segment);
}

function cutCharacters(text: string, max: number): string[] {
  const out: string[] = [];
  const step = Math.max(16, max * 2);
  for (let at = 0; at < text.length; ) {
    let to = Math.min(text.length, at + step);
    const next = text.charCodeAt(to);
    if (next >= 0xdc00 && next <= 0xdfff) to++;
    out.push(text.slice(at, to));
    at = to;
  }
  return out;
}
