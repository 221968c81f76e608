import { oneLine } from "./document.ts";

/** What pdf.js gives for a run of text; `transform` places it on the page. */
export type PdfTextItem = {
  str: string;
  transform: number[];
  width: number;
  height: number;
  hasEOL: boolean;
  dir?: string;
};
export type PdfLine = { text: string; x: number; y: number; height: number };

/** A run of text on its baseline; in a page of turned text `x` runs along the letters. */
export type Run = { text: string; x: number; end: number; y: number; height: number; rightToLeft: boolean };
/** Runs on one baseline, in reading order. */
export type Row = { y: number; height: number; runs: Run[] };

/** A gap wider than this share of the letters' height parts words. */
const WORD_GAP = 0.15;

/** Runs of text as rows, in the order in which the page draws them; within a row as they are read. */
export function pageRows(items: PdfTextItem[]): Row[] {
  const rows: Row[] = [];
  let row: Row | null = null;
  let spaced = false;
  const close = () => {
    if (row) rows.push(row);
    row = null;
    spaced = false;
  };
  for (const item of items) {
    const run = runOf(item);
    if (!run.text.trim()) spaced ||= item.str !== "";
    else {
      if (row && Math.abs(run.y - row.y) > Math.max(2, row.height * 0.6)) close();
      row ??= { y: run.y, height: run.height, runs: [] };
      if (spaced && row.runs.length > 0) run.text = ` ${run.text}`;
      spaced = false;
      row.height = Math.max(row.height, run.height);
      row.runs.push(run);
    }
    if (item.hasEOL) close();
  }
  close();
  for (const entry of rows) sortRuns(entry);
  return rows;
}

/** Along the letters and across them: text that is turned on the page is laid out as if it were not. */
function runOf({ str, transform, width, height: given, dir }: PdfTextItem): Run {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform;
  const length = Math.hypot(a, b) || 1;
  const [cos, sin] = [a / length, b / length];
  const turned = Math.abs(sin) > 0.1;
  const x = turned ? e * cos + f * sin : e;
  const y = turned ? f * cos - e * sin : f;
  const height = given || Math.hypot(c, d) || 10;
  // A font without a map of its characters gives zeros.
  return { text: str.replaceAll("\0", ""), x, end: x + width, y, height, rightToLeft: dir === "rtl" };
}

/** Programs draw a row's words in any order; a page of Hebrew or Arabic is read from the right. */
function sortRuns(row: Row): void {
  const sorted = row.runs.every((run, i) => i === 0 || run.x >= (row.runs[i - 1]?.x ?? 0));
  const backwards = row.runs.filter((run) => run.rightToLeft).length * 2 > row.runs.length;
  if (backwards) row.runs.sort((left, right) => right.end - left.end);
  else if (!sorted) row.runs.sort((left, right) => left.x - right.x);
}

/** A row's words with spaces where the page has gaps. */
export function rowLine({ runs, y, height }: Row): PdfLine {
  let text = "";
  let before: Run | null = null;
  for (const run of runs) {
    const gap = !before ? 0 : run.rightToLeft ? before.x - run.end : run.x - before.end;
    if (before && gap > height * WORD_GAP && !/\s$/.test(text)) text += " ";
    text += run.text;
    before = run;
  }
  return { text: oneLine(text), x: Math.min(...runs.map((run) => run.x)), y, height };
}
