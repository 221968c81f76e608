import { type Block, type Location, oneLine } from "./document.ts";
import { all, elements, first, parseXml, relationships, type Xml } from "./xml.ts";
import type { Archive } from "./zip.ts";

/** What stands beside the main text of an Office file: charts, diagrams, comments, notes of a sheet. */

const textsOf = (parent: Xml, name: string) => all(parent, name).map((entry) => entry.children.join(""));

/** Paragraphs of drawn text. */
export function drawnText(parent: Xml): string[] {
  return all(parent, "p")
    .map((paragraph) => oneLine(textsOf(paragraph, "t").join("")))
    .filter(Boolean);
}

/** A chart as its title, the names of its axes, and each series with its points. */
export function chartText(source: string): string[] {
  const chart = parseXml(source);
  const titles = all(chart, "title").flatMap((title) => drawnText(title));
  const series = all(chart, "ser").map((entry) => {
    const part = (name: string) => {
      const found = first(entry, name);
      return found ? textsOf(found, "v").map(oneLine) : [];
    };
    const names = part("tx");
    const labels = [...part("cat"), ...part("xVal")];
    const values = [...part("val"), ...part("yVal")];
    const points =
      labels.length > 0 ? labels.map((label, i) => `${label} ${values[i] ?? ""}`.trim()) : values;
    return [names.join(" "), points.join(", ")].filter(Boolean).join(": ");
  });
  return [...titles, ...series].filter(Boolean);
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/"));

/** Parts that a part of an archive points to. */
export function relatedParts(archive: Archive, path: string): string[] {
  const folder = folderOf(path);
  const rels = `${folder}/_rels/${path.slice(folder.length + 1)}.rels`;
  return [...relationships(archive.readText(rels), folder).values()];
}

/** Charts and diagrams among the given parts, each as lines. */
export function chartsAmong(archive: Archive, parts: string[]): string[][] {
  return parts.flatMap((part) => {
    if (/\/charts\/chart[^/]*\.xml$/i.test(part)) return [chartText(archive.readText(part) ?? "")];
    if (/\/diagrams\/data[^/]*\.xml$/i.test(part)) return [drawnText(parseXml(archive.readText(part) ?? ""))];
    return [];
  });
}

/** Comments of a sheet with the cell that they belong to, and the text of its charts and shapes. */
export function sheetRemarks(archive: Archive, path: string, at: Location): Block[] {
  const blocks: Block[] = [];
  const say = (text: string, place = at) => {
    if (text) blocks.push({ kind: "text", text, at: place });
  };
  for (const part of relatedParts(archive, path)) {
    if (/comments?\d*\.xml$/i.test(part)) {
      const source = archive.readText(part);
      const comments = source ? parseXml(source) : null;
      if (!comments) continue;
      for (const comment of [...all(comments, "comment"), ...all(comments, "threadedComment")]) {
        const cell = comment.attributes.ref ?? "";
        const text = oneLine(
          [...textsOf(comment, "t"), ...all(comment, "text").flatMap(plainChildren)].join(""),
        );
        const row = Number(/^[A-Z]{1,3}(\d{1,7})$/.exec(cell)?.[1]);
        if (text) say(`Comment on ${cell}: ${text}`, row ? { ...at, row } : at);
      }
    } else if (/\/drawings\/drawing[^/]*\.xml$/i.test(part)) {
      say(drawnText(parseXml(archive.readText(part) ?? "")).join("\n"));
      for (const lines of chartsAmong(archive, relatedParts(archive, part))) say(lines.join("\n"));
    }
  }
  return blocks;
}

function plainChildren(parent: Xml): string[] {
  return elements(parent).length > 0 ? [] : parent.children.filter((child) => typeof child === "string");
}
