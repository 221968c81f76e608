import { Parser } from "htmlparser2";
import {
  type Block,
  oneLine,
  type ReadContext,
  type TextDocument,
  tableRow,
  UnreadableFileError,
} from "./document.ts";
import { all, first, parseXml } from "./xml.ts";
import { type Archive, openArchive } from "./zip.ts";

const MAX_CELLS = 2_000_000;

/** Each sheet as a table; its first filled row is taken for the header. Formulas count by their last result. */
export function readXlsx(bytes: Uint8Array, context: ReadContext): TextDocument {
  const archive = openArchive(bytes, context);
  const workbook = archive.readText("xl/workbook.xml");
  if (workbook === null) {
    throw new UnreadableFileError(
      "The spreadsheet is damaged: its list of sheets is missing. Save it again.",
    );
  }
  const targets = sheetTargets(archive);
  const strings = sharedStrings(archive);
  const xml = parseXml(workbook);
  const date1904 = /^(1|true)$/.test(first(xml, "workbookPr")?.attributes.date1904 ?? "");
  const dates = dateStyles(archive);
  const sheets = all(xml, "sheet").map(({ attributes }) => ({
    name: attributes.name ?? "Sheet",
    path: targets.get(attributes.id ?? ""),
  }));
  const blocks: Block[] = [];
  const budget = { cells: MAX_CELLS };
  sheets.forEach((sheet, index) => {
    const source = sheet.path ? archive.readText(sheet.path, context.limits.maxExpandedBytes) : null;
    if (source) {
      const rows = sheetRows(source, { strings, dates, date1904, budget });
      blocks.push(...sheetBlocks(sheet.name, rows));
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
  dates: Set<number>;
  date1904: boolean;
  budget: { cells: number };
};

function sheetRows(source: string, context: SheetContext): Row[] {
  const rows: Row[] = [];
  let row: Row = { number: 0, cells: [] };
  let cell = { type: "", style: 0, column: 0 };
  let text = "";
  let inValue = false;
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
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
        } else if (name === "v" || name === "t") inValue = true;
      },
      ontext(data) {
        if (inValue) text += data;
      },
      onclosetag(tag) {
        const name = tag.slice(tag.indexOf(":") + 1);
        if (name === "v" || name === "t") inValue = false;
        else if (name === "c") {
          if (--context.budget.cells < 0) {
            throw new UnreadableFileError(
              "The spreadsheet has more than two million cells. Split it into parts.",
            );
          }
          if (cell.column < 16_384) {
            while (row.cells.length < cell.column) row.cells.push("");
            row.cells[cell.column] = cellText(text, cell, context);
          }
        } else if (name === "row") rows.push(row);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(source);
  return rows;
}

function cellText(raw: string, cell: { type: string; style: number }, context: SheetContext): string {
  if (cell.type === "s") return oneLine(context.strings[Number(raw)] ?? "");
  if (cell.type === "b") return raw === "1" ? "TRUE" : "FALSE";
  if (cell.type !== "n") return oneLine(raw);
  if (raw === "") return "";
  const value = Number(raw);
  if (!Number.isFinite(value)) return raw;
  if (context.dates.has(cell.style)) return dateText(value, context.date1904);
  return String(Number(value.toPrecision(15)));
}

/** Days since 1899-12-30 (or 1904-01-01) as ISO 8601; a time alone when there is no day. */
function dateText(serial: number, date1904: boolean): string {
  const days = serial + (date1904 ? 1_462 : 0);
  const date = new Date(Math.round((days - 25_569) * 86_400_000));
  if (Number.isNaN(date.getTime())) return String(serial);
  const iso = date.toISOString();
  if (serial < 1) return iso.slice(11, 16);
  return Number.isInteger(serial) ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}

function columnOf(reference: string): number {
  let column = 0;
  for (const char of reference.toUpperCase()) {
    if (char < "A" || char > "Z") break;
    column = column * 26 + char.charCodeAt(0) - 64;
  }
  return column - 1;
}

function sheetTargets(archive: Archive): Map<string, string> {
  const map = new Map<string, string>();
  const source = archive.readText("xl/_rels/workbook.xml.rels") ?? "";
  for (const relation of all(parseXml(source), "Relationship")) {
    const { Id, Target } = relation.attributes;
    if (Id && Target) map.set(Id, Target.startsWith("/") ? Target.slice(1) : `xl/${Target}`);
  }
  return map;
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

/** Cell styles whose number format shows a date or time (ECMA-376, 18.8.30). */
function dateStyles(archive: Archive): Set<number> {
  const dates = new Set<number>();
  const source = archive.readText("xl/styles.xml");
  if (!source) return dates;
  const xml = parseXml(source);
  const custom = new Set<number>();
  for (const format of all(xml, "numFmt")) {
    const code = (format.attributes.formatCode ?? "").slice(0, 255).replace(/"[^"]*"|\[[^\]]*\]|\\./g, "");
    if (/[ymdhs]/i.test(code)) custom.add(Number(format.attributes.numFmtId));
  }
  const formats = first(xml, "cellXfs");
  (formats ? all(formats, "xf") : []).forEach((xf, index) => {
    const id = Number(xf.attributes.numFmtId);
    if ((id >= 14 && id <= 22) || (id >= 45 && id <= 47) || custom.has(id)) dates.add(index);
  });
  return dates;
}
