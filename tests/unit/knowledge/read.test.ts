import { readFileSync } from "node:fs";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readDocument } from "@/lib/knowledge/read";
import { type Block, READ_LIMITS, UnreadableFileError } from "@/lib/knowledge/read/document";

const fixture = (name: string) => new Uint8Array(readFileSync(`tests/fixtures/files/${name}`));
const bytes = (text: string) => new TextEncoder().encode(text);
const read = async (name: string, body = fixture(name), limits = READ_LIMITS) =>
  (await readDocument(body, { filename: name, limits })).blocks;
const failure = async (name: string, body?: Uint8Array, limits = READ_LIMITS) => {
  const error = await readDocument(body ?? fixture(name), { filename: name, limits }).catch(
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(UnreadableFileError);
  return (error as Error).message;
};
const find = (blocks: Block[], text: string) =>
  blocks.find((block) => (block.kind === "table" ? block.rows.join("\n") : block.text).includes(text));

describe("reading real files", () => {
  it("PDF: text with its page, headings by size, without page numbers", async () => {
    const blocks = await read("manual.pdf");
    expect(find(blocks, "FX-2210")).toMatchObject({ kind: "text", at: { page: 2 } });
    expect(blocks.filter((block) => block.kind === "heading").map((block) => block.text)).toEqual([
      "Installation",
      "Maintenance",
      "Faults",
      "Warranty",
    ]);
    // A running title stays where it first stands.
    expect(find(blocks, "Pump manual, page 1")).toBeDefined();
    expect(find(blocks, "Pump manual, page 2")).toBeUndefined();
  });

  it("Word: headings, paragraphs, lists, tables", async () => {
    const blocks = await read("policy.docx");
    expect(blocks).toContainEqual({ kind: "heading", level: 1, text: "Hotels", at: {} });
    expect(find(blocks, "Zürich | 210")).toMatchObject({ kind: "table", header: "City | Limit" });
    expect(find(blocks, "- Keep every receipt")).toBeDefined();
  });

  it("PowerPoint: slides in order with title, text, table and notes", async () => {
    const blocks = await read("launch.pptx");
    expect(blocks[0]).toEqual({ kind: "heading", level: 1, text: "Launch plan", at: { slide: 1 } });
    expect(find(blocks, "Notes: Mention the waiting list.")?.at).toEqual({ slide: 1 });
    expect(find(blocks, "Advertising | 12000")?.at).toEqual({ slide: 2 });
  });

  it("Excel: sheets, rows with their numbers, dates as dates, sums without noise", async () => {
    const blocks = await read("orders.xlsx");
    expect(find(blocks, "Ada Lovelace | 2026-03-14 | 0.3")).toMatchObject({
      header: "Customer | Ordered | Amount",
      at: { sheet: "Orders", row: 2 },
    });
    expect(find(blocks, "2026-04-01 09:30")).toBeDefined();
    expect(find(blocks, "Suomi | 0.255")?.at).toEqual({ sheet: "Rates & taxes", row: 5 });
  });

  it("OpenDocument: headings, lists, tables", async () => {
    const blocks = await read("garden.odt");
    expect(blocks).toContainEqual({ kind: "heading", level: 2, text: "Tomatoes", at: {} });
    expect(find(blocks, "- Prune side shoots weekly")).toBeDefined();
    expect(find(blocks, "Basil | April")).toMatchObject({ header: "Plant | Month" });
  });

  it("EPUB: chapters in reading order", async () => {
    const blocks = await read("lighthouse.epub");
    const texts = blocks.filter((block) => block.kind === "text").map((block) => block.text);
    expect(texts).toEqual([
      "The keeper reached the island on a Tuesday.",
      "Lamp oil ran out on the ninth night.",
    ]);
  });

  it("HTML: the main part, then what stands around it; hidden panels too, scripts never", async () => {
    const html = `<!doctype html><title>Shop</title><nav>Home</nav><main><h1>Returns</h1><p>Thirty
      days.</p><p hidden>unfold me</p><div style="display:none">panel</div><script>alert(1)</script>
      <pre>let a = 1;\nlet b = 2;</pre><table><tr><th>Size</th><th>Fits</th></tr><tr><td>M</td><td>40</td></tr></table></main>`;
    const blocks = await read("a.html", bytes(html));
    expect(
      blocks.map((block) => (block.kind === "table" ? [block.header, ...block.rows] : block.text)),
    ).toEqual([
      "Shop",
      "Returns",
      "Thirty days.",
      "unfold me",
      "panel",
      "let a = 1;\nlet b = 2;",
      ["Size | Fits", "M | 40"],
      "Shop",
      "Home",
    ]);
  });

  it("HTML: a page of many articles is all of them", async () => {
    const blocks = await read(
      "a.html",
      bytes("<!doctype html><article><p>One</p></article><article><p>Two</p></article>"),
    );
    expect(blocks.map((block) => (block.kind === "text" ? block.text : ""))).toEqual(["One", "Two"]);
  });

  it("Markdown: headings, code and tables with their lines, front matter as title", async () => {
    const text =
      "---\ntitle: Guide\n---\n\nIntro.\n\n## Use\n\n```ts\nrun();\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
    const blocks = await read("a.md", bytes(text));
    expect(blocks[0]).toMatchObject({ kind: "heading", text: "Guide" });
    expect(blocks).toContainEqual({ kind: "heading", level: 2, text: "Use", at: { line: 7 } });
    expect(find(blocks, "run();")).toMatchObject({ kind: "code", language: "ts", at: { line: 9 } });
    expect(find(blocks, "| 1 | 2 |")).toMatchObject({ header: "| a | b |", at: { line: 15 } });
  });

  it("source code: definitions name what follows, lines are right", async () => {
    const code =
      "import x from 'y';\n\n/** Adds. */\nexport function add(a, b) {\n  return a + b;\n}\n\nclass Cart {\n  total() {}\n}\n";
    const blocks = await read("cart.ts", bytes(code));
    expect(blocks.filter((block) => block.kind === "heading").map((block) => block.text)).toEqual([
      "add",
      "Cart",
    ]);
    expect(find(blocks, "return a + b")).toMatchObject({ at: { line: 3 } });
    expect(find(blocks, "total()")).toMatchObject({ at: { line: 8 } });
  });

  it("CSV: rows with the header, quotes, another delimiter", async () => {
    const blocks = await read("a.csv", bytes('name;note\nAda;"first; ""programmer"""\n\nGrace;compiler\n'));
    expect(blocks).toEqual([
      { kind: "table", header: "name | note", rows: ['Ada | first; "programmer"'], at: { row: 2 } },
      { kind: "table", header: "name | note", rows: ["Grace | compiler"], at: { row: 4 } },
    ]);
  });

  it("JSON: laid out when it is one long line; notebooks give their cells", async () => {
    const long = JSON.stringify({
      items: Array.from({ length: 200 }, (_, i) => ({ id: i, city: `town${i}` })),
    });
    expect(find(await read("a.json", bytes(long)), "town199")).toMatchObject({ kind: "code" });
    const notebook = JSON.stringify({ cells: [{ cell_type: "markdown", source: ["# Plan\n", "Do it."] }] });
    expect(await read("a.ipynb", bytes(notebook))).toContainEqual({ kind: "text", text: "Do it.", at: {} });
  });

  it("plain text: paragraphs with lines, underlined and chapter headings", async () => {
    const blocks = await read("a.txt", bytes("Title\n=====\n\nOne\ntwo.\n\nChapter 2\n\nThree."));
    expect(blocks).toEqual([
      { kind: "heading", level: 1, text: "Title", at: { line: 1 } },
      { kind: "text", text: "One\ntwo.", at: { line: 4 } },
      { kind: "heading", level: 1, text: "Chapter 2", at: { line: 7 } },
      { kind: "text", text: "Three.", at: { line: 9 } },
    ]);
  });
});

describe("files that can't be read say why", () => {
  it("encrypted, scanned, damaged, old, foreign, empty", async () => {
    expect(await failure("locked.pdf")).toMatch(/password/);
    expect(await failure("scan.pdf")).toMatch(/OCR/);
    expect(await failure("a.pdf", bytes("%PDF-1.7\nnothing of a PDF"))).toMatch(/damaged/);
    expect(await failure("policy.docx", fixture("policy.docx").slice(0, 20_000))).toMatch(/damaged/);
    const old = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0);
    expect(await failure("a.doc", old)).toMatch(/before 2007/);
    expect(await failure("a.zip", zipSync({ "a.txt": strToU8("x") }))).toMatch(/can't be read/);
    expect(await failure("a.txt", new Uint8Array())).toMatch(/empty/);
    expect(await failure("a.txt", bytes(" \n \n"))).toMatch(/No text/);
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13);
    expect(await failure("a.png", png)).toMatch(/picture/);
  });

  it("a PDF with too many pages names both numbers", async () => {
    const limits = { ...READ_LIMITS, maxPages: 3 };
    expect(await failure("manual.pdf", undefined, limits)).toMatch(/4 pages; up to 3/);
  });

  it("a zip bomb stops at the limit, whether it declares its size or lies", async () => {
    const limits = { ...READ_LIMITS, maxExpandedBytes: 1024 * 1024 };
    const bomb = zipSync({
      "[Content_Types].xml": strToU8("<x/>"),
      "word/document.xml": new Uint8Array(8 * 1024 * 1024),
    });
    expect(await failure("a.docx", bomb, limits)).toMatch(/unpacks to more than 1 MB/);
    const lying = bomb.slice();
    const view = new DataView(lying.buffer);
    for (let i = 0; i + 46 < lying.length; i++) {
      if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, 10, true);
    }
    expect(await failure("a.docx", lying, limits)).toMatch(/unpacks to more than 1 MB/);
  });

  it("hostile markup neither loops nor expands", async () => {
    const deep = `${"<div>".repeat(3_000)}deep${"</div>".repeat(3_000)}`;
    const blocks = await read("a.html", bytes(`<!doctype html>${deep}`)).catch(() => null);
    if (blocks) expect(find(blocks, "deep")).toBeDefined();
    const laughs = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><office:body><text:p>&b;</text:p></office:body>`;
    const odt = zipSync({
      mimetype: [strToU8("application/vnd.oasis.opendocument.text"), { level: 0 }],
      "content.xml": strToU8(laughs),
    });
    expect(find(await read("a.odt", odt), "&b;")).toBeDefined();
  });
});
