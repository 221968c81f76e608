/** The beginning of a text, at most `max` UTF-16 units; never half of a character. */
export function cutText(text: string, max: number): string {
  const cut = text.slice(0, max);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

const HALVES = /\\u[dD][89a-fA-F]/;

/**
 * JSON from outside. Halves of characters, which only an escape can bring, become U+FFFD: neither engine, nor a header,
 * nor UTF-8 itself can hold them. @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  if (!HALVES.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value) => (typeof value === "string" ? value.toWellFormed() : value));
}
