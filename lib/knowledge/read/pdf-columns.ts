import type { Row, Run } from "./pdf-rows.ts";

/** Letters' heights that the white between two columns is wide at least. */
const GUTTER = 1;
const MIN_ROWS = 3;
/** Words that a line of running text has at least, on the average; cells of tables have fewer. */
const PROSE_WORDS = 2.5;
const MAX_COLUMNS = 4;

type Gap = { from: number; to: number };

/**
 * Rows of running text in columns, drawn row by row across the page, as the columns one after the other. Tables look
 * alike but hold numbers and short cells: they stay as they are.
 */
export function inColumns(rows: Row[], depth = 0): Row[] {
  if (depth >= MAX_COLUMNS) return rows;
  const out: Row[] = [];
  let block: Row[] = [];
  let gutter: Gap | null = null;
  const close = () => {
    out.push(...columnsOf(block, gutter, depth));
    block = [];
    gutter = null;
  };
  for (const row of rows) {
    const previous = block.at(-1);
    if (previous && (row.y >= previous.y || previous.y - row.y > previous.height * 3)) close();
    const shared: Gap | null = gutter ? sharedGap(row, gutter) : null;
    if (gutter && !shared) close();
    block.push(row);
    gutter = gutter ? shared : widestGap(row);
    if (!gutter) close();
  }
  close();
  return out;
}

function columnsOf(rows: Row[], gutter: Gap | null, depth: number): Row[] {
  if (!gutter || rows.length < MIN_ROWS) return rows;
  const middle = (gutter.from + gutter.to) / 2;
  const left = rows.flatMap((row) => part(row, (run) => run.x < middle));
  const right = rows.flatMap((row) => part(row, (run) => run.x >= middle));
  if (left.length < MIN_ROWS || right.length < MIN_ROWS || !isProse(left) || !isProse(right)) return rows;
  const backwards = rows.filter((row) => row.runs[0]?.rightToLeft).length * 2 > rows.length;
  const columns = [inColumns(left, depth + 1), inColumns(right, depth + 1)];
  return (backwards ? columns.reverse() : columns).flat();
}

function part(row: Row, belongs: (run: Run) => boolean): Row[] {
  const runs = row.runs.filter(belongs);
  return runs.length > 0 ? [{ ...row, runs }] : [];
}

/** Running text has several words a line and goes on with small letters; a script without cases is told by length. */
function isProse(rows: Row[]): boolean {
  const texts = rows.map((row) =>
    row.runs
      .map((run) => run.text)
      .join(" ")
      .trim(),
  );
  const words = texts.reduce((sum, text) => sum + text.split(/\s+/).length, 0) / texts.length;
  const small = texts.filter((text, i) => i > 0 && /^\p{Ll}/u.test(text)).length;
  if (words >= PROSE_WORDS && small >= (texts.length - 1) * 0.3) return true;
  const uncased = texts.filter((text) => /^[\p{Lo}\p{P}]{8,}/u.test(text.replace(/\s/g, ""))).length;
  return uncased >= texts.length * 0.7;
}

function gapsOf({ runs, height }: Row): Gap[] {
  const inOrder = runs.toSorted((a, b) => a.x - b.x);
  const gaps: Gap[] = [];
  let end = inOrder[0]?.end ?? 0;
  for (const run of inOrder.slice(1)) {
    if (run.x - end > height * GUTTER) gaps.push({ from: end, to: run.x });
    end = Math.max(end, run.end);
  }
  return gaps;
}

function widestGap(row: Row): Gap | null {
  return gapsOf(row).reduce<Gap | null>(
    (best, gap) => (best && best.to - best.from >= gap.to - gap.from ? best : gap),
    null,
  );
}

/** What of the gutter a row leaves white; the last lines of a column have nothing beside them. */
function sharedGap(row: Row, gutter: Gap): Gap | null {
  const end = Math.max(...row.runs.map((run) => run.end));
  const start = Math.min(...row.runs.map((run) => run.x));
  const outer: Gap[] = [
    { from: end, to: Number.POSITIVE_INFINITY },
    { from: Number.NEGATIVE_INFINITY, to: start },
  ];
  for (const gap of [...gapsOf(row), ...outer]) {
    const from = Math.max(gap.from, gutter.from);
    const to = Math.min(gap.to, gutter.to);
    if (to - from > row.height * GUTTER) return { from, to };
  }
  return null;
}
