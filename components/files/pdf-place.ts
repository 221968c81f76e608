/** A piece of a page's text in the page's own units; `transform` is a PDF matrix, whose last two numbers are its place. */
export type PlacedText = {
  str: string;
  dir: string;
  width: number;
  height: number;
  fontName: string;
  transform: number[];
};
/** A box on a page, in shares of the page's width and height. */
export type Mark = { x: number; y: number; width: number; height: number };

type Sheet = {
  width: number;
  height: number;
  convertToViewportPoint(x: number, y: number): number[];
};

/** Letters hang below their line, and reach above it, by about so much of their size. */
const BELOW = 0.22;
const ABOVE = 0.92;

/** The box around a part of a piece, whichever way the page or the writing is turned. */
export function markOf(
  piece: PlacedText,
  { from, to, vertical }: { from: number; to: number; vertical: boolean },
  sheet: Sheet,
): Mark {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = piece.transform;
  const size = Math.hypot(c, d) || 1;
  // From right to left the first letter is the last one across.
  const [start, end] = piece.dir === "rtl" ? [1 - to, 1 - from] : [from, to];
  const across = unit(a, b);
  const up = unit(c, d);
  const at = (along: number, over: number): [number, number] =>
    vertical
      ? [e + across[0] * over - up[0] * along, f + across[1] * over - up[1] * along]
      : [e + across[0] * along + up[0] * over, f + across[1] * along + up[1] * over];
  const length = vertical ? piece.height : piece.width;
  const [low, high] = vertical ? [-size / 2, size / 2] : [-size * BELOW, size * ABOVE];
  const corners = [start * length, end * length].flatMap((along) =>
    [low, high].map((over) => sheet.convertToViewportPoint(...at(along, over))),
  );
  const xs = corners.map(([x = 0]) => x / sheet.width);
  const ys = corners.map(([, y = 0]) => y / sheet.height);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

function unit(x: number, y: number): [number, number] {
  const length = Math.hypot(x, y) || 1;
  return [x / length, y / length];
}
