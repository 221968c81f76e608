import Papa from "papaparse";
import { type Block, type TextDocument, tableRow } from "./document.ts";

/** Rows of a CSV or TSV file; the delimiter is found from the content. Row 1 is the header unless it holds numbers. */
export function readCsv(text: string): TextDocument {
  // Guessed apart: empty lines mislead the guess, but count for the row numbers.
  const { delimiter } = Papa.parse(text.slice(0, 100_000), { skipEmptyLines: true, preview: 50 }).meta;
  const parsed = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: false });
  const rows = parsed.data.map((cells, index) => ({ number: index + 1, cells }));
  const filled = rows.filter((row) => row.cells.some((cell) => cell.trim() !== ""));
  const top = filled[0];
  if (!top) return { blocks: [], note: null };
  const numeric = (cell: string) => /^-?[\d.,]+$/.test(cell.trim());
  const isHeader = filled.length > 1 && !top.cells.some((cell) => cell.trim() && numeric(cell));
  const header = isHeader ? tableRow(top.cells) : null;
  const blocks: Block[] = [];
  let run: string[] = [];
  let start = 0;
  const close = () => {
    if (run.length > 0) blocks.push({ kind: "table", header, rows: run, at: { row: start } });
    run = [];
  };
  for (const row of isHeader ? filled.slice(1) : filled) {
    if (run.length > 0 && row.number !== start + run.length) close();
    if (run.length === 0) start = row.number;
    run.push(tableRow(row.cells));
  }
  close();
  return { blocks, note: null };
}
