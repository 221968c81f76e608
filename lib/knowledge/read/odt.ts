import {
  type Block,
  type Location,
  oneLine,
  type ReadContext,
  type TextDocument,
  tableRow,
  UnreadableFileError,
} from "./document.ts";
import { all, elements, first, parseXml, type Xml } from "./xml.ts";
import { type Archive, openArchive } from "./zip.ts";

/** OpenDocument text, and by the same elements spreadsheets (sheets) and presentations (slides). */
export function readOdt(bytes: Uint8Array, context: ReadContext): TextDocument {
  const archive = openArchive(bytes, context);
  if ((archive.readText("META-INF/manifest.xml") ?? "").includes("encryption-data")) {
    throw new UnreadableFileError("The document is protected by a password. Upload it without one.");
  }
  const content = archive.readText("content.xml");
  if (content === null) {
    throw new UnreadableFileError("The document is damaged: its content is missing. Save it again.");
  }
  const body = first(parseXml(content), "body");
  const blocks: Block[] = [];
  const isSheet = body !== null && first(body, "spreadsheet") !== null;
  if (body) walk(body, {}, { slides: 0, isSheet }, blocks);
  for (const text of margins(archive)) blocks.push({ kind: "text", text, at: {} });
  for (const name of archive.names.filter((entry) => /^Object[^/]*\/content\.xml$/.test(entry))) {
    // Charts and formulas are documents of their own.
    const text = oneLine(textOf(parseXml(archive.readText(name) ?? "")));
    if (text) blocks.push({ kind: "text", text, at: {} });
  }
  return { blocks, note: null };
}

/** Headers and footers of the page styles, each text once. */
function margins(archive: Archive): string[] {
  const source = archive.readText("styles.xml");
  if (!source) return [];
  const pages = all(parseXml(source), "master-page");
  const parts = pages.flatMap((page) =>
    elements(page).filter(({ name }) => /^(header|footer)(-left|-first)?$/.test(name)),
  );
  return [...new Set(parts.map((part) => oneLine(textOf(part))))].filter(Boolean);
}

type Count = { slides: number; isSheet: boolean };

function walk(parent: Xml, at: Location, count: Count, blocks: Block[]): void {
  for (const child of elements(parent)) {
    if (["tracked-changes", "sequence-decls"].includes(child.name)) continue;
    if (child.name === "h") {
      const text = oneLine(textOf(child));
      const level = Number(child.attributes["outline-level"]) || 1;
      if (text) blocks.push({ kind: "heading", level, text, at });
    } else if (child.name === "p") {
      const text = oneLine(textOf(child));
      if (text) blocks.push({ kind: "text", text, at });
    } else if (child.name === "notes" || child.name === "annotation") {
      const text = oneLine(textOf(child));
      if (text)
        blocks.push({ kind: "text", text: `${child.name === "notes" ? "Notes" : "Comment"}: ${text}`, at });
    } else if (child.name === "list-item") {
      const before = blocks.length;
      walk(child, at, count, blocks);
      const start = blocks[before];
      if (start?.kind === "text" && !start.text.startsWith("- ")) start.text = `- ${start.text}`;
    } else if (child.name === "table") {
      table(child, at, count.isSheet, blocks);
    } else if (child.name === "page") {
      count.slides++;
      walk(child, { slide: count.slides }, count, blocks);
    } else {
      walk(child, at, count, blocks);
    }
  }
}

function table(element: Xml, at: Location, isSheet: boolean, blocks: Block[]): void {
  const sheet = isSheet ? element.attributes.name : undefined;
  const rows: { number: number; text: string }[] = [];
  let number = 1;
  const visit = (parent: Xml) => {
    for (const child of elements(parent)) {
      if (child.name === "table-row") {
        const cells: string[] = [];
        for (const cell of elements(child)) {
          if (cell.name !== "table-cell" && cell.name !== "covered-table-cell") continue;
          const text = oneLine(textOf(cell)) || formulaOf(cell);
          const times = Math.min(Number(cell.attributes["number-columns-repeated"]) || 1, text ? 64 : 16);
          for (let i = 0; i < times; i++) cells.push(text);
        }
        while (cells.length > 0 && !cells.at(-1)) cells.pop();
        if (cells.length > 0) rows.push({ number, text: tableRow(cells) });
        number += Number(child.attributes["number-rows-repeated"]) || 1;
      } else if (child.name.startsWith("table-")) visit(child);
    }
  };
  visit(element);
  const [header, ...body] = rows;
  if (!header) return;
  const place = sheet ? { ...at, sheet } : at;
  if (sheet) blocks.push({ kind: "heading", level: 1, text: sheet, at: place, silent: true });
  blocks.push({
    kind: "table",
    header: header.text,
    rows: body.map((row) => row.text),
    at: sheet ? { ...place, row: body[0]?.number ?? header.number } : place,
  });
}

/** A formula that no program has worked out yet: `of:=[.A1]*2`. */
function formulaOf(cell: Xml): string {
  return cell.attributes.value ?? (cell.attributes.formula ?? "").slice(0, 1_000).replace(/^\w+:/, "");
}

function textOf(parent: Xml): string {
  const readings: string[] = [];
  const text = collect(parent, readings);
  // Within the words they would part them.
  return readings.length > 0 ? `${text} (${readings.join(" ")})` : text;
}

function collect(parent: Xml, readings: string[]): string {
  let text = "";
  for (const child of parent.children) {
    if (typeof child === "string") text += child;
    else if (child.name === "s" || child.name === "tab" || child.name === "line-break") text += " ";
    else if (child.name === "ruby-text") readings.push(oneLine(collect(child, readings)));
    else if (child.name === "annotation") text += ` (Comment: ${collect(child, readings)}) `;
    else if (SPACED.has(child.name)) text += ` ${collect(child, readings)}`;
    else if (!["note-citation", "tracked-changes", "date", "creator"].includes(child.name))
      text += collect(child, readings);
  }
  return text;
}

/** Elements whose text is a word or a line of its own. */
const SPACED = new Set(["p", "h", "note", "table-cell", "mo", "mi", "mn", "mtext", "mrow"]);
