import type { Options } from "mdast-util-from-markdown";

type Extension = Exclude<NonNullable<Options["extensions"]>[number], readonly unknown[]>;

/** Milliseconds that a text may take to parse, and for each of its characters. */
const PATIENCE = 500;
const PER_CHARACTER = 0.005;
/** Texts that took too long are known again: a page may show one many times. */
const KNOWN_MAX = 200;

class TooSlow extends Error {}

let deadline = Number.POSITIVE_INFINITY;
const known = new Set<string>();

/** Looks at the clock wherever the parser tries what a sign may mean. */
export const deadlineExtension = ((): Extension => {
  const check: NonNullable<NonNullable<Extension["text"]>["null"]> = {
    name: "deadline",
    tokenize: (_effects, _ok, nok) => {
      if (performance.now() > deadline) throw new TooSlow();
      return nok;
    },
  };
  return { document: { null: check }, flow: { null: check }, text: { null: check } };
})();

/** What `parse` makes of the text with {@link deadlineExtension}; null when it takes too long, and from then on at once. */
export function inTime<T>(source: string, parse: () => T): T | null {
  const name = source.length > 200 ? `${source.length}:${hash(source)}` : source;
  if (known.has(name)) return null;
  deadline = performance.now() + PATIENCE + PER_CHARACTER * source.length;
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof TooSlow)) throw error;
    if (known.size >= KNOWN_MAX) known.clear();
    known.add(name);
    return null;
  } finally {
    deadline = Number.POSITIVE_INFINITY;
  }
}

function hash(text: string): number {
  let value = 0;
  for (let i = 0; i < text.length; i++) value = (Math.imul(value, 31) + text.charCodeAt(i)) | 0;
  return value;
}
