/**
 * Markdown whose parsing would take more than linear time. CommonMark's own algorithms compare every open mark of a
 * paragraph with every other, and look from each opening sign to the paragraph's end. Nobody writes what makes that
 * long; a text made to do so is shown as it is. Where this pass can't tell whether a new paragraph begins, none does.
 */

/** Containers that one line may open. */
const DEEPEST = 24;
/** Columns before a list item: each level of a list wants two or more. */
const WIDEST = 100;
/** What a paragraph may cost for each character, and whatever its length. A unit is some ten nanoseconds. */
const PER_CHARACTER = 400;
const FREE = 300_000;
/** Looking at a character costs more than comparing two marks. */
const LOOK = 5;
/** Any sign divides the text, and the pieces are joined again one by one. */
const JOIN = 1 / 7;
/** Underlines, of headings or of nothing, without a blank line between them. */
const UNDERLINES_MAX = 60;

const SIGNS = /\*+|_+|~+|`+|!?\[|\]\(?|<(?=[a-z/!?])|https?:|www\.|@/gi;
const PREFIX = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))*/;
const QUOTES = /^(?: {0,3}>[ ]?)+/;
const ITEM = /^(?:[-+*]|(\d{1,9})[.)])([ \t]+)(?=\S)/;
const FENCE = /^(`{3,}(?!`)(?!.*`)|~{3,})/;
const DELIMITERS = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?$/;

/** Whether parsing takes linear time, at some microseconds a character. One pass over the text. */
export function isCheap(source: string): boolean {
  const reader = new Reader();
  let from = 0;
  for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", from)) {
    if (!reader.take(source.slice(from, at))) return false;
    from = at + 1;
  }
  return reader.take(source.slice(from)) && reader.close();
}

function isTooDeep(line: string): boolean {
  const [prefix = ""] = PREFIX.exec(line.slice(0, 1_000)) ?? [];
  return prefix.replace(/[ \t\d]/g, "").length > DEEPEST;
}

const width = (blanks: string) => blanks.length + 3 * (blanks.split("\t").length - 1);
const columnsOf = (row: string) =>
  row
    .trim()
    .replace(/^\||\|$/g, "")
    .replace(/\\\|/g, "")
    .split("|").length;

class Reader {
  #marks = 0;
  #looks = 0;
  #length = 0;
  #pieces = 0;
  #underlines = 0;
  #ticks = new Set<number>();
  /** Where the contents of the open list items begin, outermost first. */
  #columns = [0];
  #quotes = 0;
  #afterBlank = true;
  #before = "";
  /** The indent of the table that is open. */
  #table = -1;
  #fence: { marks: string; column: number } | null = null;

  /** @returns false when what it has taken costs too much */
  take(whole: string): boolean {
    if (isTooDeep(whole)) return false;
    const [quoted = ""] = QUOTES.exec(whole) ?? [];
    const quotes = quoted.split(">").length - 1;
    if (quotes !== this.#quotes) {
      this.#columns = [0];
      this.#table = -1;
      this.#fence = null;
    }
    this.#quotes = quotes;
    const [blanks = ""] = /^[ \t]*/.exec(whole.slice(quoted.length)) ?? [];
    const line = whole.slice(quoted.length + blanks.length);
    const indent = width(blanks);
    if (line.trim() === "") return this.#fence ? true : this.#blank();
    if (this.#fence && this.#isFenced(line, indent)) return true;
    const begins = this.#begins(line, indent);
    if (begins && !this.close()) return false;
    if (/^(?:=+|-+)[ \t]*$/.test(line) && ++this.#underlines > UNDERLINES_MAX) return false;
    this.#count(line);
    this.#before = line;
    this.#afterBlank = false;
    return indent <= WIDEST || this.#columns.length < 3;
  }

  /** Ends a paragraph. */
  close(): boolean {
    const looks = this.#looks + this.#ticks.size;
    const cost = this.#marks * this.#marks + looks * this.#length * LOOK + this.#pieces * this.#pieces * JOIN;
    const fine = cost <= FREE + PER_CHARACTER * this.#length;
    this.#marks = 0;
    this.#looks = 0;
    this.#pieces = 0;
    this.#length = 0;
    this.#ticks.clear();
    return fine;
  }

  #count(line: string): void {
    for (const [sign] of line.matchAll(SIGNS)) {
      this.#marks += 1;
      if (sign[0] === "`") this.#ticks.add(sign.length);
      else if (sign === "](" || sign === "<") this.#looks += 1;
    }
    for (const sign of line) if ("<>&\\!$".includes(sign)) this.#pieces += 1;
    this.#length += line.length + 1;
  }

  #blank(): boolean {
    this.#afterBlank = true;
    this.#table = -1;
    this.#before = "";
    this.#underlines = 0;
    return this.close();
  }

  /** A listing ends with its marks, and with the list item that it is in. */
  #isFenced(line: string, indent: number): boolean {
    const fence = this.#fence;
    if (!fence || indent < fence.column) {
      this.#fence = null;
      return false;
    }
    const [marks = ""] = /^(?:`+|~+)/.exec(line) ?? [];
    const ends = marks.length >= fence.marks.length && marks[0] === fence.marks[0];
    if (ends && indent - fence.column < 4 && line.slice(marks.length).trim() === "") {
      this.#fence = null;
      this.#blank();
    }
    return true;
  }

  /** Whether a paragraph, item, row, heading or listing of its own begins here, by the rules of CommonMark 5.2. */
  #begins(line: string, indent: number): boolean {
    const columns = this.#columns;
    const depth = columns.findLastIndex((column) => column <= indent);
    const column = columns[depth] ?? 0;
    const left = depth < columns.length - 1;
    if (this.#afterBlank) columns.length = depth + 1;
    // Further in, a paragraph goes on.
    if (indent - column > 3 && !this.#afterBlank) {
      this.#table = -1;
      return false;
    }
    const item = ITEM.exec(line);
    const fence = FENCE.exec(item ? line.slice(item[0].length) : line)?.[1];
    // Only a 1 begins a numbered list inside of a paragraph.
    const isItem = item && (item[1] === undefined || Number(item[1]) === 1 || left || this.#afterBlank);
    if (isItem) {
      const gap = width(item[2] ?? "");
      columns.length = depth + 1;
      columns.push(indent + item[0].trimEnd().length + (gap > 4 ? 1 : gap));
    }
    if (fence && (isItem || !item))
      this.#fence = { marks: fence, column: isItem ? (columns.at(-1) ?? 0) : column };
    if (isItem || fence || /^#{1,6}(?:[ \t]|$)/.test(line)) {
      this.#table = -1;
      return true;
    }
    if (this.#table >= 0) return indent >= this.#table;
    if (DELIMITERS.test(line) && this.#before.includes("|") && columnsOf(line) === columnsOf(this.#before)) {
      this.#table = column;
    }
    return false;
  }
}
