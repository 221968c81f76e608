import { openedKeys } from "./connections/keys";

const SHOWN = 300;

/** What a provider said, for the log: what an operator needs, without our key or anything that looks like one. */
export function scrub(said: unknown): string {
  const text = openedKeys().reduce(
    (words, key) => words.replaceAll(key, "[key]"),
    wordsOf(said).slice(0, 2_000),
  );
  return text
    .replace(/\b(sk|key|token)[-_][^\s"']+/gi, "[key]")
    .replace(/\b(bearer|basic)\s+[^\s"']+/gi, "$1 [key]")
    .slice(0, SHOWN);
}

/** Of an error object its type, code and message; whatever else it holds is left out. */
function wordsOf(said: unknown): string {
  if (typeof said === "string") return said;
  if (typeof said !== "object" || said === null) return String(said);
  const { type, code, message } = said as { type?: unknown; code?: unknown; message?: unknown };
  return [type, code, message]
    .filter((word) => typeof word === "string" || typeof word === "number")
    .join(" ");
}
