import MarkdownIt from "markdown-it";
import { type Block, oneLine, type TextDocument } from "./document.ts";

// Blocks alone: what stands inside a line is not taken apart, so a megabyte takes a fraction of a second. Definitions
// of links are text like any other here.
const parser = new MarkdownIt("default", { html: true });
parser.core.ruler.enableOnly(["normalize", "block"]);
parser.block.ruler.disable("reference");
type Token = ReturnType<typeof parser.parse>[number];

/** Longer list items are taken apart. */
const WHOLE_ITEM = 1_200;

/** Markdown by its blocks; passages keep the source text, so links and emphasis stay as they were written. */
export function readMarkdown(source: string, lineOffset = 0): TextDocument {
  const blocks: Block[] = [];
  const front = /^---\n([\s\S]{0,20000}?)\n---(\n|$)/.exec(source);
  // Blanked rather than cut, so that lines keep their numbers.
  const text = front ? front[0].replace(/[^\n]/g, " ") + source.slice(front[0].length) : source;
  if (front?.[1]) blocks.push(...frontMatter(front[1]));
  new Walker(parser.parse(text, {}), text.split("\n"), lineOffset, blocks).range(0, Number.POSITIVE_INFINITY);
  return { blocks, note: null };
}

function frontMatter(yaml: string): Block[] {
  const title = entryOf(yaml, "title");
  const description = entryOf(yaml, "description");
  const blocks: Block[] = [];
  if (title) blocks.push({ kind: "heading", level: 1, text: title, at: { line: 1 } });
  if (description) blocks.push({ kind: "text", text: description, at: { line: 1 } });
  return blocks;
}

/** What stands behind a key on its line, without quotes; "" where nothing does. */
function entryOf(yaml: string, key: string): string {
  const line = yaml.split("\n").find((candidate) => candidate.startsWith(`${key}:`)) ?? "";
  const value = line.slice(key.length + 1).trim();
  return value.replace(/^["']/, "").replace(/["']$/, "").trim();
}

class Walker {
  private readonly tokens: Token[];
  private readonly lines: string[];
  private readonly lineOffset: number;
  private readonly blocks: Block[];

  constructor(tokens: Token[], lines: string[], lineOffset: number, blocks: Block[]) {
    this.tokens = tokens;
    this.lines = lines;
    this.lineOffset = lineOffset;
    this.blocks = blocks;
  }

  /** Takes the blocks from one token to before another. */
  range(from: number, to: number): void {
    let at = from;
    while (at < Math.min(to, this.tokens.length)) at = this.block(at);
  }

  /** Takes one block and returns the token after it. */
  private block(index: number): number {
    const token = this.tokens[index];
    if (!token?.map) return index + 1;
    const next = this.after(index);
    const raw = this.raw(token.map);
    const at = { line: token.map[0] + 1 + this.lineOffset };
    if (token.type === "heading_open") {
      const text = oneLine((this.tokens[index + 1]?.content ?? "").replace(/[*_`]/g, ""));
      if (text) this.blocks.push({ kind: "heading", level: Number(token.tag.slice(1)), text, at });
    } else if (token.type === "fence" || token.type === "code_block") {
      const language = token.info.trim().split(/\s/)[0];
      this.blocks.push({ kind: "code", text: raw, at, ...(language ? { language } : {}) });
    } else if (token.type === "table_open") {
      const [header, , ...rows] = raw.split("\n").map((row) => row.trim());
      this.blocks.push({ kind: "table", header: header ?? null, rows, at: { line: at.line + 2 } });
    } else if (token.type.endsWith("_list_open")) {
      this.range(index + 1, next - 1);
    } else if (token.type === "list_item_open" && raw.length > WHOLE_ITEM) {
      this.range(index + 1, next - 1);
    } else if (raw.trim() && token.type !== "hr") {
      this.blocks.push({ kind: "text", text: raw.trimStart(), at });
    }
    return next;
  }

  private raw([from, to]: [number, number]): string {
    return this.lines.slice(from, to).join("\n").trimEnd();
  }

  /** The token after a block and all that it holds. */
  private after(index: number): number {
    let depth = 0;
    for (let at = index; at < this.tokens.length; at++) {
      depth += this.tokens[at]?.nesting ?? 0;
      if (depth <= 0) return at + 1;
    }
    return this.tokens.length;
  }
}
