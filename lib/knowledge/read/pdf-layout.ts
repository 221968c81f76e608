import { type Block, oneLine } from "./document.ts";

/** What pdf.js gives for a run of text; `transform` places it on the page. */
export type PdfTextItem = {
  str: string;
  transform: number[];
  width: number;
  height: number;
  hasEOL: boolean;
};
export type PdfLine = { text: string; x: number; y: number; height: number };

/** Runs of text as lines, in the order in which the page draws them. */
export function pageLines(items: PdfTextItem[]): PdfLine[] {
  const lines: PdfLine[] = [];
  let line: PdfLine | null = null;
  let end = 0;
  const close = () => {
    if (line) {
      line.text = oneLine(line.text);
      if (line.text) lines.push(line);
    }
    line = null;
  };
  for (const item of items) {
    const x = item.transform[4] ?? 0;
    const y = item.transform[5] ?? 0;
    const height = item.height || Math.abs(item.transform[3] ?? 0);
    if (line && item.str.trim() && Math.abs(y - line.y) > Math.max(2, line.height * 0.6)) close();
    if (item.str) {
      if (!line) line = { text: "", x, y, height };
      else if (item.str.trim() && x - end > height * 0.15 && !/\s$/.test(line.text)) line.text += " ";
      line.text += item.str;
      if (item.str.trim()) line.height = Math.max(line.height, height);
      end = x + item.width;
    }
    if (item.hasEOL) close();
  }
  close();
  return lines;
}

/** Drops page numbers and titles that repeat at the top or bottom of most pages. */
export function withoutRunningTitles(pages: PdfLine[][]): PdfLine[][] {
  if (pages.length < 4) return pages;
  const key = (line: PdfLine | undefined) =>
    line ? `${Math.round(line.y)}:${line.text.replace(/\d+/g, "#")}` : "";
  const edges = (lines: PdfLine[]) => [lines[0], lines[1], lines.at(-1), lines.at(-2)];
  const seen = new Map<string, number>();
  for (const lines of pages) {
    for (const edge of new Set(edges(lines).map(key))) if (edge) seen.set(edge, (seen.get(edge) ?? 0) + 1);
  }
  const common = (line: PdfLine) => (seen.get(key(line)) ?? 0) >= Math.max(3, pages.length * 0.4);
  return pages.map((lines) => {
    const border = new Set(edges(lines));
    return lines.filter((line) => !(border.has(line) && common(line)));
  });
}

/** Lines of one page as headings and paragraphs. */
export function pageBlocks(lines: PdfLine[], page: number, bodyHeight: number): Block[] {
  const blocks: Block[] = [];
  let group: PdfLine[] = [];
  const close = () => {
    const first = group[0];
    if (!first) return;
    const text = joinLines(group.map((line) => line.text));
    const heading = first.height >= bodyHeight * 1.15 && group.length <= 3 && text.length <= 200;
    if (heading && /\p{L}/u.test(text)) {
      blocks.push({ kind: "heading", level: levelOf(first.height / bodyHeight), text, at: { page } });
    } else {
      blocks.push({ kind: "text", text, at: { page } });
    }
    group = [];
  };
  for (const line of lines) {
    const previous = group.at(-1);
    if (previous && startsParagraph(previous, line)) close();
    group.push(line);
  }
  close();
  return blocks;
}

function startsParagraph(previous: PdfLine, line: PdfLine): boolean {
  if (Math.abs(previous.height - line.height) > previous.height * 0.12) return true;
  const gap = previous.y - line.y;
  // Upwards is the next column: the sentence goes on there unless it had ended.
  if (gap < 0) return /[.!?。！？:]$/.test(previous.text);
  if (gap > previous.height * 1.9) return true;
  return /^([-•▪◦*–]|\d{1,3}[.)])\s/.test(line.text);
}

function levelOf(ratio: number): number {
  if (ratio >= 1.7) return 1;
  if (ratio >= 1.35) return 2;
  return 3;
}

/** A hyphen at a line's end belongs to the print, not to the word, when a small letter follows. */
function joinLines(lines: string[]): string {
  let text = "";
  for (const line of lines) {
    if (/\p{L}[-\u00ad\u2010]$/u.test(text) && /^\p{Ll}/u.test(line)) text = text.slice(0, -1) + line;
    else if (text && endsWithoutSpaces(text) && startsWithoutSpaces(line)) text += line;
    else text += (text ? " " : "") + line;
  }
  return text;
}

const endsWithoutSpaces = (text: string) =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}。、，]$/u.test(text);
const startsWithoutSpaces = (text: string) =>
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}。、，]/u.test(text);
