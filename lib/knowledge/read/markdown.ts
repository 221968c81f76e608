import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { type Block, oneLine, type TextDocument } from "../document.ts";
import { decodeText } from "../text.ts";

type Point = { line: number; offset?: number };
type Node = {
  type: string;
  depth?: number;
  lang?: string | null;
  children?: Node[];
  position?: { start: Point; end: Point };
};

/** Markdown by its syntax tree; passages keep the source text, so links and emphasis stay as they were written. */
export function readMarkdown(source: string, lineOffset = 0): TextDocument {
  const blocks: Block[] = [];
  const front = /^---\n([\s\S]{0,20000}?)\n---(\n|$)/.exec(source);
  // Blanked rather than cut, so that lines keep their numbers.
  const text = front ? front[0].replace(/[^\n]/g, " ") + source.slice(front[0].length) : source;
  if (front?.[1]) blocks.push(...frontMatter(front[1]));
  const tree = unified().use(remarkParse).use(remarkGfm).parse(text) as Node;
  for (const node of tree.children ?? []) block(node, text, lineOffset, blocks);
  return { blocks, note: null };
}

export function readMarkdownFile(bytes: Uint8Array): TextDocument {
  return readMarkdown(decodeText(bytes));
}

function frontMatter(yaml: string): Block[] {
  const title = /^title:\s*["']?(.+?)["']?\s*$/m.exec(yaml)?.[1];
  const description = /^description:\s*["']?(.+?)["']?\s*$/m.exec(yaml)?.[1];
  const blocks: Block[] = [];
  if (title) blocks.push({ kind: "heading", level: 1, text: title, at: { line: 1 } });
  if (description) blocks.push({ kind: "text", text: description, at: { line: 1 } });
  return blocks;
}

function block(node: Node, text: string, lineOffset: number, blocks: Block[]): void {
  const start = node.position?.start;
  const end = node.position?.end;
  if (start?.offset === undefined || end?.offset === undefined) return;
  const raw = text.slice(start.offset, end.offset);
  const at = { line: start.line + lineOffset };
  if (node.type === "heading") {
    const title = oneLine(raw.replace(/^#{1,6}\s*|\s*#*\s*$|\n[=-]+\s*$/g, "").replace(/[*_`]/g, ""));
    if (title) blocks.push({ kind: "heading", level: node.depth ?? 1, text: title, at });
  } else if (node.type === "code") {
    blocks.push({ kind: "code", text: raw, at, ...(node.lang ? { language: node.lang } : {}) });
  } else if (node.type === "table") {
    const [header, , ...rows] = raw.split("\n");
    blocks.push({ kind: "table", header: header ?? null, rows, at: { line: at.line + 2 } });
  } else if (node.type === "list") {
    for (const item of node.children ?? []) listItem(item, text, lineOffset, blocks);
  } else if (raw.trim() && node.type !== "thematicBreak") {
    blocks.push({ kind: "text", text: raw, at });
  }
}

/** Items stay whole with their nested lists; a long one is taken apart. */
function listItem(item: Node, text: string, lineOffset: number, blocks: Block[]): void {
  const start = item.position?.start;
  const end = item.position?.end;
  if (start?.offset === undefined || end?.offset === undefined) return;
  const raw = text.slice(start.offset, end.offset);
  if (raw.length <= 1_200 || !item.children) {
    blocks.push({ kind: "text", text: raw, at: { line: start.line + lineOffset } });
  } else {
    for (const child of item.children) block(child, text, lineOffset, blocks);
  }
}
