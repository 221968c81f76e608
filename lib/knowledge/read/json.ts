import { readCode } from "./code.ts";
import type { Block, TextDocument } from "./document.ts";
import { readMarkdown } from "./markdown.ts";

/** JSON by its lines; what was written on one line is laid out first. Notebooks give their cells. */
export function readJson(text: string, filename: string): TextDocument {
  if (/\.ipynb$/i.test(filename)) {
    const cells = notebookCells(text);
    if (cells) return { blocks: cells, note: null };
  }
  const lines = unescaped(text).split("\n");
  const longest = lines.reduce((max, line) => Math.max(max, line.length), 0);
  if (longest <= 1_000) return { blocks: lineBlocks(lines), note: null };
  try {
    const pretty = unescaped(JSON.stringify(JSON.parse(text), null, 1)).split("\n");
    const note = "The file is written on very long lines; its lines are counted as they would be laid out.";
    return { blocks: lineBlocks(pretty), note };
  } catch {
    return { blocks: lineBlocks(lines), note: null };
  }
}

/** `\u00fc` as the letter that it stands for. Quotes, backslashes and control characters stay escaped. */
export function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|.)/gis, (sequence, hex: string | undefined) => {
    const code = hex === undefined ? 0 : Number.parseInt(hex, 16);
    return code < 0x20 || code === 0x22 || code === 0x5c ? sequence : String.fromCharCode(code);
  });
}

/** Breaks before members of the outer levels, so that a record is seldom cut. */
function lineBlocks(lines: string[]): Block[] {
  const blocks: Block[] = [];
  let group: string[] = [];
  let start = 0;
  lines.forEach((line, index) => {
    if (group.length >= 8 && /^\s{0,4}["{[]/.test(line)) {
      blocks.push({ kind: "code", text: group.join("\n"), at: { line: start + 1 }, language: "json" });
      group = [];
    }
    if (group.length === 0) start = index;
    group.push(line);
  });
  if (group.some((line) => line.trim())) {
    blocks.push({ kind: "code", text: group.join("\n"), at: { line: start + 1 }, language: "json" });
  }
  return blocks;
}

function notebookCells(text: string): Block[] | null {
  try {
    const notebook = JSON.parse(text) as { cells?: { cell_type?: string; source?: string | string[] }[] };
    if (!Array.isArray(notebook.cells)) return null;
    return notebook.cells.flatMap((cell) => {
      const source = Array.isArray(cell.source) ? cell.source.join("") : (cell.source ?? "");
      if (!source.trim()) return [];
      const inner = cell.cell_type === "markdown" ? readMarkdown(source) : readCode(source);
      // Lines inside a cell are no lines of the file.
      return inner.blocks.map((block) => ({ ...block, at: {} }));
    });
  } catch {
    return null;
  }
}
