import { createHash } from "node:crypto";
import { estimateTokens } from "../../tokens.ts";
import type { Block, Location } from "../read/document.ts";
import type { Language } from "./languages.ts";
import { PASSAGE_OPTIONS, type Piece, piecesOf } from "./pieces.ts";

/** A piece of a file as it is found and quoted. */
export type Passage = {
  /** Place in the file, from 0. */
  ordinal: number;
  text: string;
  /** Titles above it, outermost first. */
  heading: string[];
  at: Location;
  /** Estimated, without the heading. */
  tokens: number;
  /** Hex SHA-256 (first 16 bytes) of the text with white space folded: equal for the same text anywhere. */
  hash: string;
  /** UTF-16 units at the beginning that repeat the end of the passage before. */
  overlap: number;
  /** That its words were cut to stems in; absent in what the first version of the index made. */
  language?: Language;
};

/** Longer titles are text as well. */
const MAX_TITLE = 200;
const MAX_LEVEL = 9;

/** A title that what follows stands under. One that no passage has shown yet becomes text when it goes: no word is lost. */
type Title = { level: number; text: string; at: Location; shown: boolean };

/**
 * Cuts a document into passages along its structure: a section that is large enough stands alone, paragraphs stay whole
 * where they fit, code is cut between lines, tables between rows with their header repeated.
 */
export function* passagesOf(blocks: Iterable<Block>, options = PASSAGE_OPTIONS): Generator<Passage> {
  const path: Title[] = [];
  let ordinal = 0;
  let pieces: Piece[] = [];
  let tokens = 0;
  let heading: string[] = [];
  /** Pieces at the front that repeat the passage before, and pieces of text that are new. */
  let carried = 0;
  let fresh = 0;

  const close = function* (carry: boolean): Generator<Passage> {
    if (fresh > 0) {
      yield makePassage(ordinal++, pieces, carried, heading);
      pieces = carry ? overlapOf(pieces, options.overlap) : [];
    } else if (!carry) {
      pieces = [];
    }
    fresh = 0;
    carried = pieces.length;
    tokens = pieces.reduce((sum, piece) => sum + piece.tokens, 0);
    heading = titles(path);
  };

  const take = (piece: Piece) => {
    pieces.push(piece);
    tokens += piece.tokens;
    fresh++;
  };

  /** Titles that nothing came under. */
  const takeBare = () => {
    const bare = path.filter((title) => !title.shown);
    if (fresh === 0) heading = titles(path.filter((title) => title.shown));
    for (const title of bare) take(titlePiece(title));
  };

  let last: Location = {};
  for (const block of blocks) {
    // A passage stands on one sheet, slide or page, or its place would say little; but a sentence is not cut for it.
    const turned = block.at.page !== last.page;
    if (
      block.at.sheet !== last.sheet ||
      block.at.slide !== last.slide ||
      (turned && block.kind === "heading")
    ) {
      takeBare();
      yield* close(false);
    } else if (turned && fresh > 0 && !goesOn(pieces, block)) {
      yield* close(false);
    }
    last = block.at;
    if (block.kind === "heading") {
      if (fresh > 0 && (tokens >= options.minSection || block.level === 0)) yield* close(false);
      const bare: Title[] = [];
      while (path.length > 0 && (path.at(-1)?.level ?? 0) >= block.level) {
        const title = path.pop();
        if (title && !title.shown) bare.unshift(title);
      }
      if (fresh === 0) {
        pieces = [];
        carried = 0;
        tokens = 0;
        heading = titles(path);
      }
      for (const title of bare) take(titlePiece(title));
      const title: Title = {
        level: Math.min(MAX_LEVEL, block.level),
        text: block.text.slice(0, MAX_TITLE),
        at: block.at,
        // One without words only ends the passage before.
        shown: block.text === "",
      };
      path.push(title);
      if (fresh === 0) heading = titles(path);
      else if (!block.silent) {
        pieces.push(titlePiece(title));
        tokens += pieces.at(-1)?.tokens ?? 0;
      }
      if (block.text.length <= MAX_TITLE) continue;
    }
    const parts = piecesOf(block, options);
    const size = parts.reduce((sum, piece) => sum + piece.tokens, 0);
    // A table or a listing that fits one passage is not begun at the end of another.
    const whole = block.kind !== "text" && size <= options.target * 1.4;
    if (fresh > 0 && whole && tokens + size > options.target * 1.2) yield* close(false);
    for (const piece of parts) {
      const limit = whole ? options.target * 1.6 : options.target;
      if (fresh > 0 && tokens + piece.tokens > limit) yield* close(true);
      take(piece);
      for (const title of path) title.shown = true;
    }
  }
  takeBare();
  yield* close(false);
}

function titlePiece(title: Title): Piece {
  const { text, at } = title;
  title.shown = true;
  return { text, glue: "\n\n", tokens: estimateTokens(text), at, kind: "heading" };
}

/** Whether a sentence runs over from one page to the next. */
function goesOn(pieces: Piece[], next: Block): boolean {
  const last = pieces.at(-1);
  if (next.kind !== "text" || last?.kind !== "text") return false;
  return /^\p{Ll}/u.test(next.text) || (/^\p{Lo}/u.test(next.text) && !/[.!?。！？」]\s*$/u.test(last.text));
}

const titles = (path: { text: string }[]) =>
  path.map((entry) => entry.text).filter((text, index, list) => text && text !== list[index - 1]);

/** The last pieces up to a number of tokens; a table repeats its header instead, and rows are never repeated. */
function overlapOf(pieces: Piece[], max: number): Piece[] {
  const kept: Piece[] = [];
  let tokens = 0;
  for (const piece of pieces.toReversed()) {
    tokens += piece.tokens;
    if (tokens > max || piece.kind === "row") break;
    kept.unshift(piece);
  }
  return kept.some((piece) => piece.text.trim()) && kept.length < pieces.length ? kept : [];
}

function makePassage(ordinal: number, pieces: Piece[], carried: number, heading: string[]): Passage {
  let text = "";
  let overlap = 0;
  let header: string | null | undefined;
  pieces.forEach((piece, index) => {
    if (index === carried) overlap = text.length;
    if (text) text += piece.glue;
    if (piece.kind === "row" && piece.header && piece.header !== header) {
      text += `${piece.header}\n`;
    }
    header = piece.kind === "row" ? piece.header : undefined;
    text += piece.text;
  });
  text = text.trimEnd();
  return {
    ordinal,
    text,
    heading,
    at: span(pieces.slice(carried)),
    tokens: estimateTokens(text),
    hash: createHash("sha256").update(text.replace(/\s+/g, " ").trim()).digest("hex").slice(0, 32),
    overlap: Math.min(overlap, text.length),
  };
}

/** From where the first piece stands to where the last one ends. */
function span(pieces: Piece[]): Location {
  const start = pieces[0]?.at ?? {};
  const last = pieces.at(-1);
  const at: Location = { ...start };
  const end = last?.at ?? {};
  if (end.page !== undefined && end.page !== start.page) at.endPage = end.page;
  if (end.row !== undefined && end.row !== start.row && end.sheet === start.sheet) at.endRow = end.row;
  const endLine = end.line === undefined ? undefined : end.line + lineBreaks(last);
  if (endLine !== undefined && endLine !== start.line) at.endLine = endLine;
  return at;
}

function lineBreaks(piece: Piece | undefined): number {
  return piece ? piece.text.trimEnd().split("\n").length - 1 : 0;
}
