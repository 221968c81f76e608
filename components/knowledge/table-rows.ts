import type { FilePassage } from "@/lib/schemas";

export type TableRow = {
  /** In the file, where that can be told. */
  number: number | null;
  cells: string[];
  /** Text beside the rows, such as a remark: one cell that is no cell of a column. */
  aside?: boolean;
};
export type TablePart = { ordinal: number; rows: TableRow[] };
export type Sheet = {
  /** Empty where the file is one table. */
  name: string;
  header: string[] | null;
  parts: TablePart[];
};

/** Whether a file was read as rows of a table. */
export function isTable(passages: FilePassage[]): boolean {
  return passages.some(({ location }) => location.row !== undefined);
}

/**
 * The rows of a spreadsheet or CSV file, back from the passages that they were read into (`lib/knowledge/read/xlsx.ts` and `csv.ts`
 * write a row as `a | b | c`, the header on top of each passage, and leave a line free where rows are missing).
 */
export function sheetsOf(passages: FilePassage[]): Sheet[] {
  const sheets: Sheet[] = [];
  for (const { ordinal, location, text, overlap } of passages) {
    const name = location.sheet ?? "";
    let sheet = sheets.at(-1);
    const blocks = blocksOf(text.slice(overlap));
    if (sheet?.name !== name) {
      sheet = { name, header: headerOf(blocks, location.row, location.endRow), parts: [] };
      sheets.push(sheet);
    }
    const { header } = sheet;
    const first = blocks[0];
    if (header && first?.[0] !== undefined && sameRow(cellsOf(first[0]), header)) first.shift();
    sheet.parts.push({ ordinal, rows: rowsOf(blocks, header, location.row, location.endRow) });
  }
  return sheets;
}

/** Runs of lines that no empty line parts. */
function blocksOf(text: string): string[][] {
  const blocks: string[][] = [];
  let open: string[] = [];
  for (const line of text.split("\n")) {
    if (line !== "") open.push(line);
    else open = [];
    if (open.length === 1) blocks.push(open);
  }
  return blocks;
}

/** Whether a cell stands at the right, where numbers do. Two tests: one pattern for both takes quadratic time. */
export const isNumber = (cell: string) => /^[-+]?[\d.,\s]*%?$/.test(cell) && /\d/.test(cell);

/** The reader takes a first row without numbers for the header; the count of rows tells where a later passage begins with it. */
function headerOf(blocks: string[][], row?: number, endRow?: number): string[] | null {
  const top = blocks[0]?.[0];
  if (row === undefined || top === undefined) return null;
  const lines = blocks.reduce((sum, block) => sum + block.length, 0);
  const cells = cellsOf(top);
  const hasNumber = cells.some((cell) => /^-?[\d.,]+$/.test(cell));
  const hasExtra = blocks.length > 1 || lines > (endRow ?? row) - row + 1;
  return !hasNumber && hasExtra ? cells : null;
}

function rowsOf(blocks: string[][], header: string[] | null, row?: number, endRow?: number): TableRow[] {
  const isAside = (block: string[]) =>
    row === undefined || ((header?.length ?? 0) > 1 && block.every((line) => cellsOf(line).length === 1));
  const tables = blocks.filter((block) => block.length > 0 && !isAside(block));
  return blocks.flatMap((block) => {
    if (block.length === 0) return [];
    if (isAside(block)) return block.map((line) => ({ number: null, cells: [line], aside: true }));
    let start: number | null = null;
    const single = tables.length === 1;
    const fits = !single || endRow === undefined || block.length === endRow - (row ?? 0) + 1;
    if (block === tables[0] && row !== undefined && fits) start = row;
    else if (block === tables.at(-1) && endRow !== undefined && fits) start = endRow - block.length + 1;
    return block.map((line, index) => ({
      number: start === null ? null : start + index,
      cells: cellsOf(line),
    }));
  });
}

/** White space at the ends of a row may be gone with an empty cell there. */
function cellsOf(line: string): string[] {
  return ` ${line} `.split(" | ").map((cell) => cell.replace(/^\||\|$/g, "").trim());
}

const sameRow = (one: string[], other: string[]) => one.join("\n") === other.join("\n");
