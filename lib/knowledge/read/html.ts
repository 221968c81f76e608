import { type Block, type Location, oneLine, type TextDocument, tableRow } from "./document.ts";
import { parseTree } from "./xml.ts";

type Document = ReturnType<typeof parseTree>;
type Node = Document["children"][number];
type Element = Extract<Node, { attribs: unknown }>;

/** Never text, or only furniture around it. */
const SKIP = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "svg",
  "math",
  "iframe",
  "object",
  "canvas",
  "head",
  "select",
  "button",
]);
const FURNITURE = new Set(["nav", "footer", "aside"]);
const BLOCKS = new Set(
  "address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form header hr html li main nav ol p section summary table tbody td tfoot th thead tr ul pre h1 h2 h3 h4 h5 h6".split(
    " ",
  ),
);

const isElement = (node: Node): node is Element => "attribs" in node;
const isText = (node: Node): node is Extract<Node, { data: string }> => node.type === "text";

/** HTML (or XHTML of a book's chapter) as blocks; what the page hides from people is left out. */
export function readHtml(html: string, at: Location = {}): TextDocument {
  const document = parseTree(html);
  const title = find(document.children, "title");
  const main = find(document.children, "main") ?? onlyArticle(document.children);
  const walker = new Walker(at, main === null);
  if (title) walker.title(textOf(title));
  walker.children(main ? [main] : document.children);
  walker.flush();
  return { blocks: walker.blocks, note: null };
}

class Walker {
  readonly blocks: Block[] = [];
  private inline = "";
  private readonly at: Location;
  private readonly keepFurniture: boolean;

  constructor(at: Location, keepFurniture: boolean) {
    this.at = at;
    this.keepFurniture = keepFurniture;
  }

  title(text: string): void {
    const clean = oneLine(text);
    if (clean) this.blocks.push({ kind: "heading", level: 0, text: clean, at: this.at, silent: true });
  }

  flush(prefix = ""): void {
    const text = oneLine(this.inline);
    this.inline = "";
    if (text) this.blocks.push({ kind: "text", text: prefix + text, at: this.at });
  }

  children(nodes: Node[]): void {
    for (const node of nodes) {
      if (isText(node)) this.inline += node.data;
      else if (isElement(node)) this.element(node);
    }
  }

  private element(element: Element): void {
    const name = element.name.toLowerCase();
    if (SKIP.has(name) || isHidden(element)) return;
    if (FURNITURE.has(name) && !this.keepFurniture) return;
    if (name === "br") {
      this.inline += " ";
    } else if (/^h[1-6]$/.test(name)) {
      this.flush();
      const text = oneLine(textOf(element));
      if (text) this.blocks.push({ kind: "heading", level: Number(name[1]), text, at: this.at });
    } else if (name === "pre") {
      this.flush();
      const text = textOf(element).replace(/^\n+|\s+$/g, "");
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
    } else {
      this.children(element.children);
    }
  }

  /** A table inside a cell is layout: its text is taken, its borders aren't. */
  private table(table: Element): void {
    const rows: { cells: string[]; head: boolean }[] = [];
    const visit = (nodes: Node[]) => {
      for (const node of nodes) {
        if (!isElement(node) || isHidden(node)) continue;
        if (node.name === "tr") {
          const cells = node.children.filter((c): c is Element => isElement(c) && /^t[dh]$/.test(c.name));
          const texts = cells.map((cell) => oneLine(textOf(cell)));
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

function isHidden(element: Element): boolean {
  const { attribs } = element;
  return (
    "hidden" in attribs ||
    attribs["aria-hidden"] === "true" ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribs.style ?? "")
  );
}

function textOf(node: Node): string {
  if (isText(node)) return node.data;
  if (!isElement(node) || SKIP.has(node.name) || isHidden(node)) return "";
  if (node.name === "br") return "\n";
  const inner = node.children.map(textOf).join("");
  return BLOCKS.has(node.name) ? `${inner} ` : inner;
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
