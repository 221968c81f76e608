export type Piece = { text: string; kind: "same" | "added" | "removed" };

/** Milliseconds for one text; two long texts that have nothing in common would take minutes. */
const WORDS_MS = 400;
const LINES_MS = 200;

/** Blanks, a line's end, a word of any script; of scripts without blanks between words a letter, of all else a sign. */
const WORDS =
  /\r?\n|[^\S\r\n]+|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]\p{M}*|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}])[\p{L}\p{N}\p{M}_])+|./gsu;
const wordsOf = (text: string): string[] => text.match(WORDS) ?? [];

/** What changed between two texts: by words, by lines where that takes too long, else one for the other. */
export async function compareTexts(before: string, after: string): Promise<Piece[]> {
  const { diffArrays, diffLines } = await import("diff");
  const found =
    diffArrays(wordsOf(before), wordsOf(after), { timeout: WORDS_MS }) ??
    diffLines(before, after, { timeout: LINES_MS });
  if (!found) return replaced(before, after);
  return legible(
    found.map(({ value, added, removed }) => ({
      text: typeof value === "string" ? value : value.join(""),
      kind: added ? "added" : removed ? "removed" : "same",
    })),
  );
}

/** What stands between two changes and is only a blank belongs to both: whole phrases are read, not words in turns. */
function legible(pieces: Piece[]): Piece[] {
  const merged: Piece[] = [];
  let [removed, added] = ["", ""];
  const flush = () => {
    if (removed) merged.push({ text: removed, kind: "removed" });
    if (added) merged.push({ text: added, kind: "added" });
    [removed, added] = ["", ""];
  };
  for (const [index, { text, kind }] of pieces.entries()) {
    const next = pieces[index + 1];
    const blank = kind === "same" && /^[^\S\n]+$/.test(text) && next !== undefined && (removed || added);
    if (kind === "removed" || blank) removed += text;
    if (kind === "added" || blank) added += text;
    if (kind === "same" && !blank) {
      flush();
      merged.push({ text, kind });
    }
  }
  flush();
  return merged;
}

export const replaced = (before: string, after: string): Piece[] => [
  { text: before, kind: "removed" },
  { text: after, kind: "added" },
];

/** Characters of an unchanged stretch that are shown beside a change. */
const AROUND = 240;
/** Shorter stretches are not worth hiding. */
const HIDE_FROM = 3 * AROUND;

export type Stretch = Piece | { hidden: number };

/** Long unchanged stretches keep what stands next to a change, cut at a line or a word. */
export function shortened(pieces: Piece[]): Stretch[] {
  return pieces.flatMap((piece, index): Stretch[] => {
    const { text, kind } = piece;
    if (kind !== "same" || text.length < HIDE_FROM) return [piece];
    const head = index === 0 ? "" : text.slice(0, edge(text, AROUND, -1));
    const tail = index === pieces.length - 1 ? "" : text.slice(edge(text, text.length - AROUND, 1));
    return [{ text: head, kind }, { hidden: text.length - head.length - tail.length }, { text: tail, kind }];
  });
}

/** A place to cut near `at`, looking in a direction for the end of a line or of a word. */
function edge(text: string, at: number, direction: 1 | -1): number {
  const [from, to] = direction > 0 ? [at, at + AROUND / 2] : [at - AROUND / 2, at];
  const near = text.slice(from, to);
  const line = direction > 0 ? near.indexOf("\n") : near.lastIndexOf("\n");
  if (line >= 0) return from + line + 1;
  const blank = direction > 0 ? near.indexOf(" ") : near.lastIndexOf(" ");
  return blank >= 0 ? from + blank + 1 : at;
}
