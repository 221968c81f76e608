import { readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import { strToU8, type Zippable, zipSync } from "fflate";
import { documentation } from "./corpus.ts";

/** Files of a real size, one of each format, made from the documentation's own text. */
export type Sample = { name: string; bytes: Uint8Array };

const xml = (text: string) =>
  text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`).replace(/[^\P{Cc}\n]/gu, "");
const CHARS = 1_500_000;
const ROWS = 30_000;

export async function samples(): Promise<Sample[]> {
  const markdown = (await documentation()).map((file) => new TextDecoder().decode(file.bytes)).join("\n\n");
  const plain = markdown.replace(/[#`|*]/g, "").slice(0, CHARS);
  const paragraphs = plain.split(/\n{2,}/).map((text) => text.replace(/\s+/g, " ").trim());
  const sections = chunks(paragraphs.filter(Boolean), 12);
  const rows = Array.from({ length: ROWS }, (_, i) => [
    `${i}`,
    `Customer ${i}`,
    `2026-03-${String((i % 28) + 1).padStart(2, "0")}`,
    `${i * 1.5}`,
    ["Lisbon", "Zürich", "Kyoto"][i % 3] ?? "",
  ]);
  const head = ["number", "customer", "ordered", "amount", "city"];
  const records = rows.map((row) => Object.fromEntries(row.map((value, i) => [head[i] ?? "", value])));
  const code = ["schemas", "core", "util", "to-json-schema", "parse", "regexes", "errors", "checks"]
    .map((name) => readFileSync(`node_modules/zod/v4/core/${name}.js`, "utf8"))
    .join("\n");
  return [
    { name: "large.md", bytes: strToU8(markdown.slice(0, CHARS)) },
    { name: "large.txt", bytes: strToU8(plain) },
    { name: "large.js", bytes: strToU8(code.repeat(Math.ceil(CHARS / code.length))) },
    { name: "large.csv", bytes: strToU8([head, ...rows].map((row) => row.join(",")).join("\n")) },
    { name: "large.json", bytes: strToU8(JSON.stringify(records, null, 1)) },
    { name: "large.html", bytes: strToU8(htmlPage(sections)) },
    { name: "large.pdf", bytes: pdf(paragraphs.join("\n")) },
    { name: "large.docx", bytes: docx(sections) },
    { name: "large.odt", bytes: odt(sections) },
    { name: "large.epub", bytes: epub(sections) },
    { name: "large.pptx", bytes: pptx(sections) },
    { name: "large.xlsx", bytes: xlsx([head, ...rows]) },
  ];
}

function chunks<T>(list: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  );
}

const htmlPage = (sections: string[][]) =>
  `<!doctype html><html><head><title>Large</title></head><body>${sections
    .map((texts, i) => `<h2>Section ${i}</h2>${texts.map((text) => `<p>${xml(text)}</p>`).join("\n")}`)
    .join("\n")}</body></html>`;

/** Office files are archives of XML. */
function archive(parts: Record<string, string>, first?: [name: string, text: string]): Uint8Array {
  const files: Zippable = {};
  if (first) files[first[0]] = [strToU8(first[1]), { level: 0 }];
  for (const [name, text] of Object.entries(parts)) files[name] = strToU8(`<?xml version="1.0"?>${text}`);
  return zipSync(files);
}

const docx = (sections: string[][]) => {
  const paragraph = (text: string, style = "") =>
    `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ""}<w:r><w:t>${xml(text)}</w:t></w:r></w:p>`;
  const body = sections.map(
    (texts, i) => paragraph(`Section ${i}`, "Heading1") + texts.map((text) => paragraph(text)).join(""),
  );
  const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  return archive({
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    "word/document.xml": `<w:document ${w}><w:body>${body.join("")}</w:body></w:document>`,
  });
};

const odt = (sections: string[][]) => {
  const body = sections.map(
    (texts, i) =>
      `<text:h text:outline-level="1">Section ${i}</text:h>${texts.map((text) => `<text:p>${xml(text)}</text:p>`).join("")}`,
  );
  const mime = "application/vnd.oasis.opendocument.text";
  return archive(
    {
      "content.xml": `<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text>${body.join("")}</office:text></office:body></office:document-content>`,
    },
    ["mimetype", mime],
  );
};

const epub = (sections: string[][]) => {
  const chapters = chunks(sections, 4);
  const parts: Record<string, string> = {
    "META-INF/container.xml": `<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>`,
    "book.opf": `<package><manifest>${chapters.map((_, i) => `<item id="c${i}" href="c${i}.xhtml" media-type="application/xhtml+xml"/>`).join("")}</manifest><spine>${chapters.map((_, i) => `<itemref idref="c${i}"/>`).join("")}</spine></package>`,
  };
  chapters.forEach((chapter, i) => {
    parts[`c${i}.xhtml`] = htmlPage(chapter);
  });
  return archive(parts, ["mimetype", "application/epub+zip"]);
};

const pptx = (sections: string[][]) => {
  const slides = sections.slice(0, 600);
  const parts: Record<string, string> = {
    "ppt/presentation.xml": `<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst>${slides.map((_, i) => `<p:sldId id="${i}" r:id="r${i}"/>`).join("")}</p:sldIdLst></p:presentation>`,
    "ppt/_rels/presentation.xml.rels": `<Relationships>${slides.map((_, i) => `<Relationship Id="r${i}" Target="slides/slide${i}.xml"/>`).join("")}</Relationships>`,
  };
  slides.forEach((texts, i) => {
    const lines = texts.map((text) => `<a:p><a:r><a:t>${xml(text)}</a:t></a:r></a:p>`).join("");
    parts[`ppt/slides/slide${i}.xml`] =
      `<p:sld xmlns:p="p" xmlns:a="a"><p:cSld><p:spTree><p:sp><p:txBody>${lines}</p:txBody></p:sp></p:spTree></p:cSld></p:sld>`;
  });
  return archive(parts);
};

const xlsx = (rows: string[][]) => {
  const cells = rows.map((row, r) => {
    const own = row.map((value, c) => {
      const reference = `${String.fromCharCode(65 + c)}${r + 1}`;
      return `<c r="${reference}" t="inlineStr"><is><t>${xml(value)}</t></is></c>`;
    });
    return `<row r="${r + 1}">${own.join("")}</row>`;
  });
  return archive({
    "xl/workbook.xml": `<workbook xmlns:r="r"><sheets><sheet name="Orders" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${cells.join("")}</sheetData></worksheet>`,
  });
};

/** Pages of 50 lines in Helvetica, packed as PDF writers do. */
function pdf(text: string): Uint8Array {
  const lines = text.match(/.{1,90}(?:\s|$)/g) ?? [];
  const pages = chunks(lines, 50);
  const objects: Buffer[] = [];
  const add = (body: string | Buffer) => objects.push(Buffer.from(body as string));
  add("<</Type/Catalog/Pages 2 0 R>>");
  add(`<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, i) => `${4 + i * 2} 0 R`).join(" ")}]>>`);
  add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
  pages.forEach((page, i) => {
    const shown = page.map((line) => `(${line.replace(/[^ -~]/g, "?").replace(/[\\()]/g, "\\$&")}) '`);
    const packed = deflateSync(
      Buffer.from(`BT /F1 10 Tf 14 TL 50 760 Td\n${shown.join("\n")}\nET`, "latin1"),
    );
    add(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${5 + i * 2} 0 R/Resources<</Font<</F1 3 0 R>>>>>>`,
    );
    const open = `<</Length ${packed.length}/Filter/FlateDecode>>stream\n`;
    add(Buffer.concat([Buffer.from(open), packed, Buffer.from("\nendstream")]));
  });
  const parts: Buffer[] = [Buffer.from("%PDF-1.7\n")];
  const offsets: number[] = [];
  let at = parts[0]?.length ?? 0;
  objects.forEach((body, i) => {
    offsets.push(at);
    const whole = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), body, Buffer.from("\nendobj\n")]);
    parts.push(whole);
    at += whole.length;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF`,
    ),
  );
  return new Uint8Array(Buffer.concat(parts));
}
