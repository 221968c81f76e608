import type { Nodes, Parent, PhrasingContent, Root, Text } from "mdast";

/**
 * Half-written Markdown. A reply that is still growing ends in the middle of things: `**bol`, `[link](htt`, a table
 * without its second line. Shown as it stands it would flicker between raw signs and the finished look. So what could
 * still become anything waits ({@link holdBack}), and what is open counts as closed ({@link closeOpen}).
 */

/** A last line that is a marker only could become a list, a heading, a rule, an underlined heading or a fence. */
const MARKER_ONLY =
  /^(?: {0,3}>)* *(?:#{1,6}|[-*+](?: +\[[ xX]?\]?)?|(?:[-*_][ \t]*)+|\d{1,9}[.)]?|>|`{1,2}|~{1,2}|={1,}|:?-[-:| ]*|\|)[ \t]*$/;

export function holdBack(source: string): string {
  const table = tableHead(source);
  if (table >= 0) return source.slice(0, table);
  // Half of a closing run reads as something else (`**bold*`); the whole of it is closed below.
  let end = source.length;
  while (end > 0 && "\\*_~`".includes(source[end - 1] ?? " ")) end--;
  const line = source.lastIndexOf("\n", end - 1) + 1;
  // A marker is short.
  if (end - line > 200) return source.slice(0, end);
  return source.slice(0, MARKER_ONLY.test(source.slice(line, end)) ? line : end);
}

/** Where a table begins whose second line is not complete: until then it is none. -1: there is no such table. */
function tableHead(source: string): number {
  const blank = source.lastIndexOf("\n\n");
  const start = blank < 0 ? 0 : blank + 2;
  const lines = source.slice(start).split("\n");
  const second = lines[1];
  if (!/^ {0,3}\|/.test(lines[0] ?? "") || lines.length > 2) return -1;
  return second === undefined || /^[\s|:-]*$/.test(second) ? start : -1;
}

/** Closes what is open at the very end of the tree, in place. `source` is what the tree was parsed from. */
export function closeOpen(tree: Root, source: string): void {
  const last = lastInline(tree);
  if (last) last.children = closed(last.children as PhrasingContent[], source) as typeof last.children;
}

function lastInline(node: Nodes): Parent | null {
  if (node.type === "paragraph" || node.type === "heading" || node.type === "tableCell") return node;
  if (!("children" in node)) return null;
  const child = node.children.at(-1);
  return child ? lastInline(child) : null;
}

const OPENER = /(?<![\p{L}\p{N}])(\*{1,3}|_{1,3}|~~|`+|!?\[)(?=\S|$)/gu;
/** A sign that stays open for longer than this was meant as a sign. */
const LONGEST = 400;

function closed(children: PhrasingContent[], source: string): PhrasingContent[] {
  const lengths = children.map((child) => plain([child]).length);
  let left = lengths.reduce((sum, length) => sum + length, 0);
  for (const [index, child] of children.entries()) {
    left -= lengths[index] ?? 0;
    if (left > LONGEST || child.type !== "text" || !isLiteral(child, source)) continue;
    for (const match of child.value.matchAll(OPENER)) {
      const mark = match[1] ?? "";
      if (child.value.length - match.index - mark.length + left > LONGEST) continue;
      const after = child.value.slice(match.index + mark.length);
      const rest = [
        ...(after ? [{ type: "text" as const, value: after }] : []),
        ...children.slice(index + 1),
      ];
      const replacement = close(mark, rest, source);
      if (!replacement) continue;
      const before = child.value.slice(0, match.index);
      return [
        ...children.slice(0, index),
        ...(before ? [{ type: "text" as const, value: before }] : []),
        ...replacement,
      ];
    }
  }
  return children;
}

/** An escaped sign has lost its backslash in the tree: such text is left as it is. */
function isLiteral(node: Text, source: string): boolean {
  const { position } = node;
  return !position || source.slice(position.start.offset, position.end.offset) === node.value;
}

function close(mark: string, rest: PhrasingContent[], source: string): PhrasingContent[] | null {
  const text = plain(rest);
  if (text.length > LONGEST) return null;
  if (mark === "[" || mark === "![") return closeLink(mark, rest, source);
  if (text === "") return [];
  if (mark.startsWith("`")) return [{ type: "inlineCode", value: text }];
  const inner = closed(rest, source);
  if (mark === "~~") return [{ type: "delete", children: inner }];
  if (mark.length === 1) return [{ type: "emphasis", children: inner }];
  if (mark.length === 2) return [{ type: "strong", children: inner }];
  return [{ type: "strong", children: [{ type: "emphasis", children: inner }] }];
}

function closeLink(mark: string, rest: PhrasingContent[], source: string): PhrasingContent[] | null {
  const text = plain(rest);
  const end = text.indexOf("]");
  const shut = end >= 0 && end < text.length - 1;
  // `[x] …` is no link; `[x](…` is one whose address is still on its way.
  if (shut && text[end + 1] !== "(") return null;
  if (shut && text.includes(")", end)) return null;
  if (mark === "![" || /^\d{0,3}$/.test(text)) return [];
  if (end < 0) return closed(rest, source);
  return [{ type: "text", value: text.slice(0, end) }];
}

function plain(nodes: PhrasingContent[]): string {
  return nodes
    .map((node) => ("value" in node ? node.value : "children" in node ? plain(node.children) : ""))
    .join("");
}
