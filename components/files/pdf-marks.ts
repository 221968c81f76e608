/** A piece of a page's text as the PDF library gives it. */
export type PageText = { str: string };
/** A part of one piece: from and to as shares of its length. */
export type MarkedPart = { index: number; from: number; to: number };

/** Letters and digits in a row that a page and a passage must share to be the same words, not just like ones. */
const SHARED = 24;
/** A letter of these scripts says as much as three of the Latin one. */
const SHARED_WIDE = 8;
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * Which parts of a page's text belong to a passage that was read from it. The reader joined words and put columns in order, so
 * only letters and digits are compared, and in runs: the order of the runs may differ. Linear in both.
 */
export function markedParts(pieces: PageText[], passage: string): MarkedPart[] {
  const wanted = lettersOf(passage);
  const wide = wanted.filter((letter) => WIDE.test(letter)).length > wanted.length / 3;
  const length = Math.min(wide ? SHARED_WIDE : SHARED, wanted.length);
  if (length < 3) return [];
  const runs = new Set<string>();
  for (let at = 0; at + length <= wanted.length; at++) runs.add(wanted.slice(at, at + length).join(""));

  const letters: string[] = [];
  const places: { index: number; from: number; to: number }[] = [];
  pieces.forEach(({ str }, index) => {
    let at = 0;
    for (const character of str) {
      for (const letter of lettersOf(character)) {
        letters.push(letter);
        places.push({ index, from: at / str.length, to: (at + character.length) / str.length });
      }
      at += character.length;
    }
  });

  const parts: MarkedPart[] = [];
  let covered = 0;
  let before = -2;
  for (let at = 0; at < letters.length; at++) {
    if (at + length <= letters.length && runs.has(letters.slice(at, at + length).join("")))
      covered = at + length;
    const place = places[at];
    if (at >= covered || !place) continue;
    const last = parts.at(-1);
    // What stands between two letters, a space or a stop, is marked with them.
    if (last?.index === place.index && before === at - 1) last.to = place.to;
    else parts.push({ ...place });
    before = at;
  }
  return parts;
}

function lettersOf(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]/gu) ?? []
  );
}
