import { type Block, oneLine, type TextDocument, tableRow } from "./document.ts";
import { decodeAs, type Encoding, knownEncoding } from "./encoding.ts";

/** Groups that hold no text of the document. */
const SKIP = new Set(
  "fonttbl colortbl stylesheet listtable listoverridetable revtbl rsidtbl info generator pict object objdata themedata colorschememapping datastore latentstyles xmlnstbl mmathPr wgrffmtfilter panose falt filetbl bkmkstart bkmkend fldinst datafield template passwordhash".split(
    " ",
  ),
);
const CHARACTERS: Record<string, string> = {
  tab: "\t",
  line: "\n",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  bullet: "•",
  endash: "–",
  emdash: "—",
  enspace: " ",
  emspace: " ",
  qmspace: " ",
};
/** Windows character sets of fonts by code page (RTF 1.9.1, “Font Table”). */
const CHARSETS: Record<number, number> = {
  77: 10_000,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
};
/** In order: control word, byte in hex, other control symbol, group borders, line break, text. */
const TOKEN =
  /\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-f]{2})|\\([^a-z'])|([{}])|([\r\n]+)|([^\\{}\r\n]+)|\\/gi;

type State = { skip: boolean; unicodeSkip: number; encoding: Encoding; hidden: boolean };

/** Rich Text Format: paragraphs, table rows and outline headings. */
export function readRtf(bytes: Uint8Array): TextDocument {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  return { blocks: new RtfReader().read(source), note: null };
}

class RtfReader {
  private readonly blocks: Block[] = [];
  private readonly fonts = new Map<number, Encoding>();
  private readonly stack: State[] = [];
  private state: State = { skip: false, unicodeSkip: 1, encoding: "windows-1252", hidden: false };
  private text = "";
  private cells: string[] = [];
  private level = 0;
  /** Bytes of the code page that wait for the rest of their character. */
  private pending: number[] = [];
  /** Fallback characters after `\u` that are still to be left out. */
  private leaveOut = 0;
  private star = false;
  private inFonts = 0;
  private font = 0;

  read(source: string): Block[] {
    for (const [, word, number, hex, symbol, brace, lines, plain] of source.matchAll(TOKEN)) {
      if (lines !== undefined) continue;
      if (hex !== undefined) this.byte(Number.parseInt(hex, 16));
      else if (brace !== undefined) this.brace(brace);
      else if (word !== undefined) this.word(word, number === undefined ? null : Number(number));
      else if (symbol !== undefined) this.symbol(symbol);
      else if (plain !== undefined) this.plain(plain);
    }
    this.paragraph();
    return this.blocks;
  }

  private byte(value: number): void {
    if (this.leaveOut > 0) this.leaveOut--;
    else if (this.shown) this.pending.push(value);
  }

  private plain(text: string): void {
    const rest = text.slice(this.leaveOut);
    this.leaveOut = Math.max(0, this.leaveOut - text.length);
    // Letters after `\'82` may be the second halves of double-byte characters.
    if (this.shown) for (let i = 0; i < rest.length; i++) this.pending.push(rest.charCodeAt(i));
  }

  private get shown(): boolean {
    return !this.state.skip && !this.state.hidden;
  }

  private flush(): void {
    if (this.pending.length > 0) this.text += decodeAs(Uint8Array.from(this.pending), this.state.encoding);
    this.pending = [];
  }

  private brace(brace: string): void {
    this.flush();
    this.leaveOut = 0;
    this.star = false;
    if (brace === "{") {
      this.stack.push({ ...this.state });
      if (this.inFonts > 0) this.inFonts++;
    } else {
      this.state = this.stack.pop() ?? this.state;
      if (this.inFonts > 0) this.inFonts--;
    }
  }

  private symbol(symbol: string): void {
    if (symbol === "*") this.star = true;
    else if (symbol === "\r" || symbol === "\n") this.word("par", null);
    else if (symbol === "~") this.plain(" ");
    else if (symbol === "_") this.plain("-");
    else if ("\\{}".includes(symbol)) this.plain(symbol);
  }

  private word(word: string, value: number | null): void {
    this.flush();
    if (this.inFonts > 0) {
      if (word === "f") this.font = value ?? 0;
      const page = word === "fcharset" ? CHARSETS[value ?? 0] : word === "cpg" ? value : null;
      if (page) this.fonts.set(this.font, pageEncoding(page));
    }
    if (word === "fonttbl") this.inFonts = 1;
    if (SKIP.has(word) || (this.star && !["shptxt", "footnote", "annotation"].includes(word)))
      this.state.skip = true;
    this.star = false;
    if (word === "u" && value !== null) {
      if (this.shown) this.text += String.fromCharCode(value & 0xffff);
      this.leaveOut = this.state.unicodeSkip;
    } else if (word === "uc") this.state.unicodeSkip = Math.max(0, Math.min(16, value ?? 1));
    else if (word === "ansicpg" && value) this.state.encoding = pageEncoding(value);
    else if (word === "mac") this.state.encoding = "macintosh";
    else if (word === "f")
      this.state.encoding = this.fonts.get(value ?? 0) ?? this.stack[0]?.encoding ?? this.state.encoding;
    else if (word === "v") this.state.hidden = value !== 0;
    else if (word === "outlinelevel") this.level = (value ?? 0) + 1;
    else if (word === "pard") this.level = 0;
    else if (["par", "sect", "page", "column"].includes(word)) this.paragraph();
    else if (word === "cell" || word === "nestcell") this.cell();
    else if (word === "row" || word === "nestrow") this.row();
    else if (this.shown) this.text += CHARACTERS[word] ?? "";
  }

  private cell(): void {
    this.cells.push(oneLine(this.text));
    this.text = "";
  }

  private row(): void {
    const cells = this.cells;
    this.cells = [];
    if (!cells.some(Boolean)) return;
    const last = this.blocks.at(-1);
    if (last?.kind === "table") last.rows.push(tableRow(cells));
    else this.blocks.push({ kind: "table", header: tableRow(cells), rows: [], at: {} });
  }

  private paragraph(): void {
    this.flush();
    // Inside a table a paragraph ends within its cell.
    if (this.cells.length > 0) {
      this.text += " ";
      return;
    }
    const text = this.text.replace(/[ \t\u00a0]+/g, " ").trim();
    this.text = "";
    if (!text) return;
    if (this.level > 0 && this.level <= 9)
      this.blocks.push({ kind: "heading", level: this.level, text: oneLine(text), at: {} });
    else this.blocks.push({ kind: "text", text, at: {} });
  }
}

function pageEncoding(page: number): Encoding {
  if (page === 10_000) return "macintosh";
  if (page === 65_001) return "utf-8";
  return knownEncoding(`cp${page}`) ?? knownEncoding(`windows-${page}`) ?? "windows-1252";
}
