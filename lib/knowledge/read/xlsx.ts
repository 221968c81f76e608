import { Parser } from "htmlparser2";
import {
  type Block,
  oneLine,
  type ReadContext,
  type TextDocument,
  tableRow,
  UnreadableFileError,
} from "./document.ts";
import { sheetRemarks } from "./office-parts.ts";
import { cellFormats, type NumberFormat, numberText } from "./xlsx-formats.ts";
import { all, depthGuard, first, parseXml, relationships } from "./xml.ts";
import { type Archive, openArchive } from "./zip.ts";

const MAX_CELLS = 2_000_000;
const MARGIN = /^(odd|even|first)(Header|Footer)$/;

/** Each sheet as a table; its first filled row is taken for the header. Formulas count by their last result, else as written. */
export function readXlsx(bytes: Uint8Array, context: ReadContext): TextDocument {
  const archive = openArchive(bytes, context);
  const workbook = archive.readText("xl/workbook.xml");
  if (workbook === null) {
    throw new UnreadableFileError(
      "The spreadsheet is damaged: its list of sheets is missing. Save it again.",
    );
  }
  const targets = relationships(archive.readText("xl/_rels/workbook.xml.rels"), "xl");
  const strings = sharedStrings(archive);
  const xml = parseXml(workbook);
  const date1904 = /^(1|true)$/.test(first(xml, "workbookPr")?.attributes.date1904 ?? "");
  const formats = cellFormats(archive.readText("xl/styles.xml"));
  const sheets = all(xml, "sheet").map(({ attributes }) => ({
    name: attributes.name ?? "Sheet",
    path: targets.get(attributes.id ?? ""),
  }));
  const blocks: Block[] = [];
  const budget = { cells: MAX_CELLS };
  sheets.forEach((sheet, index) => {
    const source = sheet.path ? archive.readText(sheet.path, context.limits.maxExpandedBytes) : null;
    if (source) {
      const { rows, margins } = sheetRows(source, { strings, formats, date1904, budget });
      for (const block of sheetBlocks(sheet.name, rows)) blocks.push(block);
      const at = { sheet: sheet.name };
      for (const text of margins) blocks.push({ kind: "text", text, at });
      for (const block of sheetRemarks(archive, sheet.path ?? "", at)) blocks.push(block);
    }
    context.onProgress?.((index + 1) / sheets.length);
  });
  return { blocks, note: null };
}

type Row = { number: number; cells: string[] };

function sheetBlocks(sheet: string, rows: Row[]): Block[] {
  const filled = withoutEmptyColumns(rows.filter((row) => row.cells.some(Boolean)));
  const top = filled[0];
  if (!top) return [];
  const blocks: Block[] = [{ kind: "heading", level: 1, text: sheet, at: { sheet }, silent: true }];
  const isHeader = filled.length > 1 && top.cells.filter(Boolean).every((cell) => !/^-?[\d.,]+$/.test(cell));
  const body = isHeader ? filled.slice(1) : filled;
  // A gap in the numbering starts a new table, so that a row's number can be told from its place.
  let run: Row[] = [];
  const close = () => {
    const start = run[0];
    if (!start) return;
    blocks.push({
      kind: "table",
      header: isHeader ? tableRow(top.cells) : null,
      rows: run.map((row) => tableRow(row.cells)),
      at: { sheet, row: start.number },
    });
    run = [];
  };
  for (const row of body) {
    if (run.length > 0 && row.number !== (run.at(-1)?.number ?? 0) + 1) close();
    run.push(row);
  }
  close();
  return blocks;
}

function withoutEmptyColumns(rows: Row[]): Row[] {
  const used = new Set(rows.flatMap((row) => row.cells.flatMap((cell, index) => (cell ? [index] : []))));
  return rows.map((row) => ({ ...row, cells: row.cells.filter((_, index) => used.has(index)) }));
}

type SheetContext = {
  strings: string[];
  formats: NumberFormat[];
  date1904: boolean;
  budget: { cells: number };
};

/** The cells, and what is printed above and below them. */
function sheetRows(source: string, context: SheetContext): { rows: Row[]; margins: string[] } {
  const rows: Row[] = [];
  const margins: string[] = [];
  let row: Row = { number: 0, cells: [] };
  let cell = { type: "", style: 0, column: 0 };
  let text = "";
  let formula = "";
  let margin = "";
  let inside: "value" | "formula" | "margin" | "reading" | null = null;
  const depth = depthGuard();
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        depth.open();
        const name = tag.slice(tag.indexOf(":") + 1);
        if (name === "row") {
          row = { number: Number(attributes.r) || row.number + 1, cells: [] };
        } else if (name === "c") {
          cell = {
            type: attributes.t ?? "n",
            style: Number(attributes.s ?? 0),
            column: attributes.r ? columnOf(attributes.r) : row.cells.length,
          };
          text = "";
          formula = "";
        } else if (name === "rPh") inside = "reading";
        else if ((name === "v" || name === "t") && inside !== "reading") inside = "value";
        else if (name === "f") inside = "formula";
        else if (MARGIN.test(name)) inside = "margin";
      },
      ontext(data) {
        if (inside === "value") text += data;
        else if (inside === "formula") formula += data;
        else if (inside === "margin") margin += data;
      },
      onclosetag(tag) {
        depth.close();
        const name = tag.slice(tag.indexOf(":") + 1);
        if (inside === "margin") {
          const shown = oneLine(margin.replace(/&"[^"]*"|&K[0-9A-F]{6}|&[A-Z]|&\d+/gi, " "));
          if (shown) margins.push(shown);
          margin = "";
        }
        if (name === "rPh" || inside !== "reading") inside = null;
        if (name === "c") {
          if (--context.budget.cells < 0) {
            throw new UnreadableFileError(
              "The spreadsheet has more than two million cells. Split it into parts.",
            );
          }
          if (cell.column < 16_384) {
            while (row.cells.length < cell.column) row.cells.push("");
            const shown = cellText(text, cell, context);
            row.cells[cell.column] = shown || (formula.trim() ? oneLine(`=${formula}`) : "");
          }
        } else if (name === "row") rows.push(row);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(source);
  return { rows, margins };
}

function cellText(raw: string, cell: { type: string; style: number }, context: SheetContext): string {
  if (cell.type === "s") return oneLine(context.strings[Number(raw)] ?? "");
  if (cell.type === "b") return raw === "1" ? "TRUE" : "FALSE";
  if (cell.type !== "n") return oneLine(raw);
  if (raw === "") return "";
  const value = Number(raw);
  if (!Number.isFinite(value)) return raw;
  return numberText(
    value,
    context.formats[cell.style] ?? { kind: "number", seconds: false },
    context.date1904,
  );
}

function columnOf(reference: string): number {
  let column = 0;
  for (const char of reference.toUpperCase()) {
    if (char < "A" || char > "Z") break;
    column = column * 26 + char.charCodeAt(0) - 64;
  }
  return column - 1;
}

function sharedStrings(archive: Archive): string[] {
  const source = archive.readText("xl/sharedStrings.xml");
  if (!source) return [];
  // Phonetic readings (rPh) stand beside the text and would double it.
  return all(parseXml(source), "si").map((item) =>
    all(item, "t", "rPh")
      .map((t) => t.children.join(""))
      .join(""),
  );
}
