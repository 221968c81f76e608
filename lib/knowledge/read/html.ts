import { type Block, type Location, oneLine, type TextDocument, tableRow } from "./document.ts";
import { parseTree } from "./xml.ts";

type Document = ReturnType<typeof parseTree>;
type Node = Document["children"][number];
type Element = Extract<Node, { attribs: unknown }>;

/** Never text. What a page hides for the moment (a panel, a menu) is text all the same. */
const SKIP = new Set(["script", "style", "template", "iframe", "canvas", "head", "rp"]);
/** Stand in a line, each for itself. */
const CONTROLS = new Set([
  "button",
  "option",
  "label",
  "legend",
  "title",
  "desc",
  "text",
  "tspan",
  "mfrac",
  "mtr",
  "mtd",
]);
const BLOCKS = new Set(
  "address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form header hr html li main nav ol p section summary table tbody td tfoot th thead tr ul pre h1 h2 h3 h4 h5 h6".split(
    " ",
  ),
);

const isElement = (node: Node): node is Element => "attribs" in node;
const isText = (node: Node): node is Extract<Node, { data: string }> => node.type === "text";

/** HTML (or XHTML of a book's chapter) as blocks: the main part of the page, then what stands around it. */
export function readHtml(html: string, at: Location = {}): TextDocument {
  const document = parseTree(html);
  const named = find(document.children, "title");
  const title = oneLine(textOf(named));
  const main = find(document.children, "main") ?? onlyArticle(document.children);
  const walker = new Walker(at, named, main);
  walker.title(title);
  if (main) {
    walker.children(main.children);
    walker.flush();
    // It must not share a passage with what the page is about.
    walker.title(title || " ");
  }
  walker.children(document.children);
  walker.flush();
  return { blocks: walker.blocks, note: null };
}

class Walker {
  readonly blocks: Block[] = [];
  private inline = "";
  /** How characters are read (ruby): behind the sentence, for inside it they would part its words. */
  private readings: string[] = [];
  private readonly at: Location;
  private readonly taken: (Element | null)[];

  /** `taken`: elements that are not walked into; their text is had. */
  constructor(at: Location, ...taken: (Element | null)[]) {
    this.at = at;
    this.taken = taken;
  }

  title(text: string): void {
    if (text) this.blocks.push({ kind: "heading", level: 0, text: text.trim(), at: this.at, silent: true });
  }

  flush(prefix = ""): void {
    const text = oneLine(this.inline);
    const readings = this.readings.length > 0 ? ` (${this.readings.join(" ")})` : "";
    this.inline = "";
    this.readings = [];
    if (text || readings)
      this.blocks.push({ kind: "text", text: oneLine(prefix + text + readings), at: this.at });
  }

  private text(element: Element): string {
    return oneLine(textOf(element, this.readings));
  }

  children(nodes: Node[]): void {
    for (const node of nodes) {
      if (isText(node)) this.inline += node.data;
      else if (isElement(node)) this.element(node);
    }
  }

  private element(element: Element): void {
    const name = element.name.toLowerCase();
    if (SKIP.has(name) || this.taken.includes(element)) return;
    if (name === "br") {
      this.inline += " ";
    } else if (/^h[1-6]$/.test(name)) {
      this.flush();
      const text = this.text(element);
      if (text) this.blocks.push({ kind: "heading", level: Number(name[1]), text, at: this.at });
    } else if (name === "pre") {
      this.flush();
      const text = textOf(element).replace(/^\n+/, "").trimEnd();
      if (text.trim()) this.blocks.push({ kind: "code", text, at: this.at });
    } else if (name === "table") {
      this.flush();
      this.table(element);
    } else if (name === "li") {
      this.flush();
      this.children(element.children);
      this.flush("- ");
    } else if (name === "img") {
      const alt = element.attribs.alt?.trim();
      if (alt) this.inline += ` ${alt} `;
    } else if (BLOCKS.has(name)) {
      this.flush();
      this.children(element.children);
      this.flush();
    } else if (name === "rt") {
      const reading = this.text(element);
      if (reading) this.readings.push(reading);
    } else if (CONTROLS.has(name)) {
      this.inline += ` ${textOf(element, this.readings)} `;
    } else if (name === "input") {
      if (/^(button|submit|reset)$/.test(element.attribs.type ?? ""))
        this.inline += ` ${element.attribs.value ?? ""} `;
    } else {
      this.children(element.children);
    }
  }

  /** A table inside a cell is layout: its text is taken, its borders aren't. */
  private table(table: Element): void {
    const rows: { cells: string[]; head: boolean }[] = [];
    const visit = (nodes: Node[]) => {
      for (const node of nodes) {
        if (!isElement(node) || SKIP.has(node.name)) continue;
        if (node.name === "tr") {
          const cells = node.children.filter((c): c is Element => isElement(c) && /^t[dh]$/.test(c.name));
          const texts = cells.map((cell) => this.text(cell));
          if (texts.some(Boolean)) rows.push({ cells: texts, head: cells.every((c) => c.name === "th") });
        } else visit(node.children);
      }
    };
    visit(table.children);
    const first = rows[0];
    if (!first) return;
    if (rows.every((row) => row.cells.length === 1)) {
      for (const row of rows) this.blocks.push({ kind: "text", text: row.cells[0] ?? "", at: this.at });
      return;
    }
    const header = first.head || rows.length > 2 ? tableRow(first.cells) : null;
    const body = header === null ? rows : rows.slice(1);
    this.blocks.push({ kind: "table", header, rows: body.map((row) => tableRow(row.cells)), at: this.at });
  }
}

function textOf(node: Node | null, readings: string[] = []): string {
  if (!node) return "";
  if (isText(node)) return node.data;
  if (!isElement(node) || SKIP.has(node.name)) return "";
  if (node.name === "br") return "\n";
  if (node.name === "img") return node.attribs.alt ? ` ${node.attribs.alt} ` : "";
  const inner = node.children.map((child) => textOf(child, readings)).join("");
  if (node.name === "rt") {
    if (inner.trim()) readings.push(oneLine(inner));
    return "";
  }
  return BLOCKS.has(node.name) || CONTROLS.has(node.name) ? `${inner} ` : inner;
}

/** A page of many articles (a list of news, a law) is all of them. */
function onlyArticle(nodes: Node[]): Element | null {
  const first = find(nodes, "article");
  const siblings = first?.parent?.children.filter((node) => isElement(node) && node.name === "article") ?? [];
  return siblings.length === 1 ? first : null;
}

function find(nodes: Node[], name: string): Element | null {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    if (node.name === name) return node;
    const inner = find(node.children, name);
    if (inner) return inner;
  }
  return null;
}
