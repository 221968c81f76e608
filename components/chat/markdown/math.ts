import type { Literal, Nodes, Paragraph, PhrasingContent, Root, RootContent } from "mdast";

/** A formula; `value` is TeX. */
interface MathNode extends Literal {
  type: "math";
  display: boolean;
}
declare module "mdast" {
  interface PhrasingContentMap {
    math: MathNode;
  }
  interface RootContentMap {
    math: MathNode;
  }
}

import { showInnerFences } from "./inner-fences";

type Region = { start: number; end: number; tex: string; display: boolean };
export type Formulas = {
  regions: Region[];
  /** Where one begins that has no end yet; -1: there is none. */
  openAt: number;
};

// Markdown must not read what is inside a formula, so each is swapped for a word of the same length made of these
// private-use characters: begin, the formula's number, filling, end. Offsets into the text stay true.
const BEGIN = "\uE001";
const FILL = "\uE002";
const END = "\uE003";
const FIRST_NUMBER = 0xe100;
const MOST = 0x1700;
/** Characters of a formula. */
const LONGEST = 1_500;
const WORD = /\uE001([\uE100-\uF8FF])\uE002*\uE003/g;

const PAIRS: [open: string, close: string, display: boolean][] = [
  ["$$", "$$", true],
  ["\\[", "\\]", true],
  ["\\(", "\\)", false],
];

/** Formulas of a Markdown text: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`, outside of code. */
export function findFormulas(source: string): Formulas {
  const regions: Region[] = [];
  const ends = new Ends(source);
  let i = 0;
  while (i < source.length && regions.length < MOST) {
    const c = source[i];
    if (c === "`" || (c === "~" && source.startsWith("~~~", i))) i = afterCode(source, i);
    else if (c !== "$" && c !== "\\") i++;
    else {
      const pair = PAIRS.find(([open]) => source.startsWith(open, i));
      const found = pair ? delimited(ends, i, pair) : c === "$" ? dollars(source, i) : null;
      if (found === "open") return { regions, openAt: i };
      if (found) regions.push(found);
      i = found ? found.end : i + (c === "\\" ? 2 : pair ? pair[0].length : 1);
    }
  }
  return { regions, openAt: -1 };
}

/** The text with every formula swapped for a word of its length. */
export function hideFormulas(source: string, { regions }: Formulas): string {
  let out = "";
  let at = 0;
  regions.forEach(({ start, end }, index) => {
    out += source.slice(at, start);
    out += BEGIN + String.fromCharCode(FIRST_NUMBER + index) + FILL.repeat(end - start - 3) + END;
    at = end;
  });
  return out + source.slice(at);
}

/** Puts the formulas into the tree, in place; in what turned out to be code, the text they were. */
export function restoreFormulas(tree: Root, source: string, { regions }: Formulas): void {
  const raw = (text: string) =>
    text.replace(WORD, (word, mark: string) => {
      const region = regions[mark.charCodeAt(0) - FIRST_NUMBER];
      return region ? source.slice(region.start, region.end) : word;
    });
  const visit = (node: Nodes): void => {
    if (node.type === "link" || node.type === "image" || node.type === "definition") node.url = raw(node.url);
    if (node.type === "code" || node.type === "inlineCode" || node.type === "html")
      node.value = raw(node.value);
    if (node.type === "code" && node.value.includes("\uE005")) {
      const from = node.position?.start.offset ?? 0;
      node.value = showInnerFences(node.value, /[`~]/.exec(source.slice(from, from + 4))?.[0] ?? "`");
    }
    if (!("children" in node)) return;
    const children = node.children.flatMap((child): (RootContent | PhrasingContent)[] => {
      if (child.type === "text") return withFormulas(child.value, regions);
      visit(child);
      return child.type === "paragraph" ? [asBlock(child)] : [child];
    });
    node.children = children as typeof node.children;
  };
  visit(tree);
}

function withFormulas(text: string, regions: Region[]): PhrasingContent[] {
  const out: PhrasingContent[] = [];
  let at = 0;
  for (const match of text.matchAll(WORD)) {
    const region = regions[(match[1] ?? "").charCodeAt(0) - FIRST_NUMBER];
    if (!region) continue;
    if (match.index > at) out.push({ type: "text", value: text.slice(at, match.index) });
    out.push({ type: "math", value: region.tex, display: region.display });
    at = match.index + match[0].length;
  }
  if (at < text.length) out.push({ type: "text", value: text.slice(at) });
  return out;
}

/** A displayed formula alone in its paragraph is a block. */
function asBlock(paragraph: Paragraph): Paragraph | MathNode {
  const [only, second] = paragraph.children;
  if (only?.type !== "math" || second || !only.display) return paragraph;
  return paragraph.position ? { ...only, position: paragraph.position } : only;
}

/** Where the next of something stands. Asked with rising places, it looks at each character once. */
class Ends {
  readonly source: string;
  readonly #known = new Map<string, number>();
  #blank = -1;

  constructor(source: string) {
    this.source = source;
  }

  /** -1: nowhere behind `from`. */
  next(mark: string, from: number): number {
    const known = this.#known.get(mark);
    if (known !== undefined && (known < 0 || known >= from)) return known;
    const at = this.source.indexOf(mark, from);
    this.#known.set(mark, at);
    return at;
  }

  /** The next line of nothing but blanks; the text's length when there is none. */
  nextBlank(from: number): number {
    if (this.#blank >= from) return this.#blank;
    BLANK_LINE.lastIndex = from;
    this.#blank = BLANK_LINE.exec(this.source)?.index ?? this.source.length;
    return this.#blank;
  }
}
const BLANK_LINE = /\n[ \t]*\n/g;

function delimited(
  ends: Ends,
  start: number,
  [open, close, display]: [string, string, boolean],
): Region | "open" | null {
  const { source } = ends;
  const from = start + open.length;
  const at = ends.next(close, from);
  if (ends.nextBlank(from) < (at < 0 ? source.length : at)) return null;
  // One that never ends must not hold the rest of a reply back.
  if (at < 0) return source.length - from > LONGEST ? null : "open";
  const tex = source.slice(from, at).trim();
  return tex === "" ? null : { start, end: at + close.length, tex, display };
}

/** Single dollars are mostly money or names. Pandoc's rule, and no word at either side: no blank inside the marks, no digit behind. */
function dollars(source: string, start: number): Region | null {
  if (start > 0 && /[\p{L}\p{N}_$\\]/u.test(source[start - 1] ?? "")) return null;
  const match = /^\$(?![\s$])((?:\\.|[^$\\\n])*(?:\\\S|[^\s$\\]))\$(?![A-Za-z\d_$])/.exec(
    source.slice(start, start + 500),
  );
  const tex = match?.[1];
  if (!match || !tex || /^[\d.,]+\s+\p{L}{2,}/u.test(tex)) return null;
  return { start, end: start + match[0].length, tex, display: false };
}

/** Behind a code span or a fenced listing that begins here; behind its marks when it has no end. */
function afterCode(source: string, start: number): number {
  const mark = source[start] ?? "";
  let end = start;
  while (source[end] === mark) end++;
  const marks = source.slice(start, end);
  const atLine = /(?:^|\n)(?: {0,3}| *(?=\d))(?:(?:[-*+>]|\d+[.)]) +)*$/.test(
    source.slice(Math.max(0, start - 40), start),
  );
  if (marks.length >= 3 && atLine) {
    const close = new RegExp(`\\n[ >]*${mark}{${marks.length},}[ \\t]*(?=\\n|$)`).exec(source.slice(end));
    return close ? end + close.index + close[0].length : source.length;
  }
  if (mark === "~") return end;
  for (let at = source.indexOf(marks, end); at >= 0; at = source.indexOf(marks, at)) {
    let stop = at;
    while (source[stop] === mark) stop++;
    if (stop - at === marks.length) return stop;
    at = stop;
  }
  return end;
}
