/** Where a piece of text stands in its file. Counted from 1. */
export type Location = {
  page?: number;
  endPage?: number;
  slide?: number;
  sheet?: string;
  /** Spreadsheet or CSV rows. */
  row?: number;
  endRow?: number;
  line?: number;
  endLine?: number;
};

/** A file's text in reading order, with what of its structure matters for cutting it into passages. */
export type Block =
  | {
      kind: "heading";
      level: number;
      text: string;
      at: Location;
      /** Names what follows (a function, a sheet) and is no text of its own. */
      silent?: boolean;
    }
  | { kind: "text"; text: string; at: Location }
  | { kind: "code"; text: string; at: Location; language?: string }
  | { kind: "table"; header: string | null; rows: string[]; at: Location };

export type TextDocument = {
  blocks: Block[];
  /** Said to the person beside a file that was read, such as pages without text. */
  note: string | null;
};

export type ReadLimits = {
  maxPages: number;
  /** Bytes that an archive may unpack to, all entries together. */
  maxExpandedBytes: number;
  /** UTF-16 units of text that a file may yield. */
  maxChars: number;
};

export const READ_LIMITS: ReadLimits = {
  maxPages: 2_000,
  maxExpandedBytes: 200 * 1024 * 1024,
  maxChars: 40_000_000,
};

export type ReadContext = {
  filename: string;
  limits: ReadLimits;
  /** Part done, 0 to 1. */
  onProgress?: (done: number) => void;
};

/** The file can't be read; `message` tells the person why and what would help. */
export class UnreadableFileError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "UnreadableFileError";
  }
}

/** White space as one space, for text whose line breaks mean nothing. */
export function oneLine(text: string): string {
  return text.replace(/[\s\u00a0]+/g, " ").trim();
}

/** Cells as one line; a bar inside a cell must not look like a border. */
export function tableRow(cells: string[]): string {
  return cells.map((cell) => oneLine(cell).replaceAll("|", "/")).join(" | ");
}

/** By its name: the class exists once in each bundle that has this module. */
export function isUnreadable(error: unknown): error is UnreadableFileError {
  return error instanceof Error && error.name === "UnreadableFileError";
}
