import {
  type Block,
  oneLine,
  type ReadContext,
  type TextDocument,
  tableRow,
  UnreadableFileError,
} from "./document.ts";
import { chartsAmong, drawnText, relatedParts } from "./office-parts.ts";
import { all, elements, first, parseXml, relationships, type Xml } from "./xml.ts";
import { type Archive, openArchive } from "./zip.ts";

/** Slides in presenting order with their titles, text, tables and speaker notes. */
export function readPptx(bytes: Uint8Array, context: ReadContext): TextDocument {
  const archive = openArchive(bytes, context);
  const presentation = archive.readText("ppt/presentation.xml");
  if (presentation === null) {
    throw new UnreadableFileError(
      "The presentation is damaged: its list of slides is missing. Save it again.",
    );
  }
  const targets = relationships(archive.readText("ppt/_rels/presentation.xml.rels"), "ppt");
  const order = all(parseXml(presentation), "sldId").map((slide) => slide.attributes.id ?? "");
  // `id` and `r:id` share a local name; relationship ids are those that the relationships know.
  const ids = order.some((id) => targets.has(id)) ? order : slideRelations(presentation);
  const slides = ids.map((id) => targets.get(id)).filter((path) => path !== undefined);
  if (slides.length > context.limits.maxPages) {
    throw new UnreadableFileError(
      `The presentation has ${slides.length} slides, which is not read. Split it.`,
    );
  }
  const blocks: Block[] = [];
  slides.forEach((path, index) => {
    blocks.push(...slideBlocks(archive, path, index + 1));
    context.onProgress?.((index + 1) / slides.length);
  });
  return { blocks, note: null };
}

function slideRelations(presentation: string): string[] {
  return [...presentation.matchAll(/<[\w:]*sldId\b([^<>]*)/g)].flatMap(
    ([, attributes = ""]) => /\br:id="([^"]+)"/.exec(attributes)?.[1] ?? [],
  );
}

function slideBlocks(archive: Archive, path: string, slide: number): Block[] {
  const source = archive.readText(path);
  if (source === null) return [];
  const blocks: Block[] = [];
  const at = { slide };
  const tree = first(parseXml(source), "spTree");
  for (const shape of tree ? flatten(tree) : []) {
    if (shape.name === "graphicFrame") {
      for (const table of all(shape, "tbl")) {
        const rows = all(table, "tr").map((row) =>
          tableRow(all(row, "tc").map((cell) => paragraphs(cell).join(" "))),
        );
        if (rows.length > 0) blocks.push({ kind: "table", header: rows[0] ?? null, rows: rows.slice(1), at });
      }
      continue;
    }
    const described = shape.name === "pic" ? oneLine(first(shape, "cNvPr")?.attributes.descr ?? "") : "";
    const lines = described ? [described] : paragraphs(shape);
    if (lines.length === 0) continue;
    const placeholder = first(shape, "ph")?.attributes.type ?? "";
    if (placeholder === "title" || placeholder === "ctrTitle") {
      blocks.unshift({ kind: "heading", level: 1, text: lines.join(" "), at });
    } else if (placeholder !== "sldNum") {
      blocks.push({ kind: "text", text: lines.join("\n"), at });
    }
  }
  const parts = relatedParts(archive, path);
  const say = (lines: string[]) => {
    if (lines.length > 0) blocks.push({ kind: "text", text: lines.join("\n"), at });
  };
  for (const lines of chartsAmong(archive, parts)) say(lines);
  const notes = notesOf(archive, parts);
  if (notes) say([`Notes: ${notes}`]);
  for (const part of parts.filter((entry) => /\/comments\/[^/]*\.xml$/i.test(entry))) {
    const comments = parseXml(archive.readText(part) ?? "");
    const texts = [
      ...all(comments, "text").map((text) => oneLine(text.children.filter(isString).join(""))),
      ...drawnText(comments),
    ];
    for (const text of texts.filter(Boolean)) say([`Comment: ${text}`]);
  }
  return blocks;
}

const isString = (child: Xml | string): child is string => typeof child === "string";

/** Shapes, with those inside groups. */
function flatten(tree: Xml): Xml[] {
  return elements(tree).flatMap((child) => {
    if (child.name === "grpSp") return flatten(child);
    // The same thing twice, for newer and older programs.
    if (child.name === "AlternateContent") return flatten(elements(child)[0] ?? child);
    return ["sp", "graphicFrame", "pic", "cxnSp"].includes(child.name) ? [child] : [];
  });
}

function paragraphs(parent: Xml): string[] {
  return all(parent, "p")
    .map((paragraph) =>
      oneLine(
        elements(paragraph)
          .map((run) =>
            run.name === "br"
              ? " "
              : all(run, "t")
                  .map((t) => t.children.join(""))
                  .join(""),
          )
          .join(""),
      ),
    )
    .filter(Boolean);
}

function notesOf(archive: Archive, parts: string[]): string {
  const target = parts.find((value) => value.includes("notesSlide"));
  const source = target ? archive.readText(target) : null;
  if (!source) return "";
  const shapes = all(parseXml(source), "sp").filter(
    (shape) => !["sldNum", "dt", "sldImg", "hdr"].includes(first(shape, "ph")?.attributes.type ?? ""),
  );
  return shapes.flatMap(paragraphs).join(" ");
}
