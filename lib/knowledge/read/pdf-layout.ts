import type { Block } from "./document.ts";
import type { PdfLine } from "./pdf-rows.ts";

/** Words that a page's number stands beside. */
const PAGE_WORD =
  /(?:^|[^\p{L}])(?:page|pages|pg|p|seite|s|pag|página|pagina|páx|str|strona|strana|sida|side|sivu|oldal|sayfa|стр|страница|стор|σελ|σελίδα|第|頁|页|ページ|쪽)\.?\s*$/iu;
/** A page's number differs from its place by this much at most: title pages count, or don't. */
const OFFSET = 20;

/**
 * Titles that repeat at the top or bottom of most pages stay where they first stand. Lines that repeat with other numbers
 * (invoices, statements) are no such titles, unless the number is the page's own.
 */
export function withoutRunningTitles(pages: PdfLine[][]): PdfLine[][] {
  if (pages.length < 4) return pages;
  const edges = pages.map((lines) => new Set([lines[0], lines[1], lines.at(-1), lines.at(-2)]));
  const seen = new Map<string, number>();
  const keyed = pages.map((lines, index) =>
    lines.map((line) => (edges[index]?.has(line) ? titleKey(line, index + 1) : "")),
  );
  for (const keys of keyed) for (const key of new Set(keys)) if (key) seen.set(key, (seen.get(key) ?? 0) + 1);
  const kept = new Set<string>();
  return pages.map((lines, index) =>
    lines.filter((_, at) => {
      const key = keyed[index]?.[at] ?? "";
      if (!key || (seen.get(key) ?? 0) < Math.max(3, pages.length * 0.4)) return true;
      if (kept.has(key)) return false;
      kept.add(key);
      return true;
    }),
  );
}

/** Equal for lines of two pages that differ only in the page's number. */
function titleKey(line: PdfLine, page: number): string {
  const text = line.text.replace(/\d+/g, (digits, at: number) => {
    const offset = Number(digits) - page;
    const alone = !/[\p{L}\p{N}]/u.test(line.text.slice(0, at));
    const isPage =
      Math.abs(offset) <= OFFSET && (alone || PAGE_WORD.test(line.text.slice(Math.max(0, at - 12), at)));
    return isPage ? `#${offset}` : digits;
  });
  return `${Math.round(line.y)}:${text}`;
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
