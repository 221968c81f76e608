import { estimateTokens } from "../../tokens.ts";
import type { Block, Location } from "../read/document.ts";
import { cutText, sentences } from "./split.ts";

export type PassageOptions = {
  /** Tokens that a passage is filled up to. */
  target: number;
  /** A section that is at least this large is not joined with the next one. */
  minSection: number;
  /** Tokens repeated from the passage before when a section is cut. */
  overlap: number;
};
export const PASSAGE_OPTIONS: PassageOptions = { target: 300, minSection: 150, overlap: 30 };

/** The smallest thing a passage is made of: a sentence or several, a line of code, a row. */
export type Piece = {
  text: string;
  /** What stands between it and the piece before. */
  glue: string;
  tokens: number;
  at: Location;
  kind: "text" | "code" | "row" | "heading";
  header?: string | null;
};

/** A block as pieces, none larger than a passage is filled to. */
export function piecesOf(block: Block, options: PassageOptions): Piece[] {
  if (block.kind === "table") {
    const rows = block.rows.length > 0 || block.header === null ? block.rows : [block.header];
    const header = block.rows.length > 0 ? block.header : null;
    return rows.flatMap((row, index) =>
      cutText(row, options.target).map((text): Piece => {
        const at = { ...block.at };
        if (at.row !== undefined) at.row += index;
        if (at.line !== undefined) at.line += index;
        return {
          text,
          glue: index === 0 ? "\n\n" : "\n",
          tokens: estimateTokens(text) + 1,
          at,
          kind: "row",
          header,
        };
      }),
    );
  }
  if (block.kind === "code") {
    return block.text.split("\n").flatMap((line, index) => {
      // A line that long was written by a machine: better cut than a passage of many pages.
      const parts = line.length > 4_000 ? cutText(line, options.target) : [line];
      return parts.map((text, part): Piece => {
        const glue = part > 0 ? "" : index === 0 ? "\n\n" : "\n";
        return { text, glue, tokens: estimateTokens(text) + 0.7, at: lineAt(block.at, index), kind: "code" };
      });
    });
  }
  const size = estimateTokens(block.text);
  if (size <= options.target * 0.6) {
    return [{ text: block.text, glue: "\n\n", tokens: size, at: block.at, kind: "text" }];
  }
  let line = 0;
  return sentences(block.text)
    .flatMap((sentence) => cutText(sentence, options.target))
    .map((text, index): Piece => {
      const at = lineAt(block.at, line);
      line += text.split("\n").length - 1;
      return { text, glue: index === 0 ? "\n\n" : "", tokens: estimateTokens(text), at, kind: "text" };
    });
}

function lineAt(at: Location, offset: number): Location {
  return at.line === undefined ? at : { ...at, line: at.line + offset };
}
