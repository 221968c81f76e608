import type { PhrasingContent, Root } from "mdast";
import { fromMarkdown, type Options } from "mdast-util-from-markdown";
import { gfmAutolinkLiteralFromMarkdown } from "mdast-util-gfm-autolink-literal";
import { gfmFootnoteFromMarkdown } from "mdast-util-gfm-footnote";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { cjkFriendlyExtension as cjkFriendly } from "micromark-extension-cjk-friendly";
import { gfmAutolinkLiteral } from "micromark-extension-gfm-autolink-literal";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import { isCheap } from "./cost";
import { deadlineExtension, inTime } from "./deadline";

/** GitHub's Markdown with two tildes for what is struck, emphasis also where no spaces stand between words, but for addresses that stand in a text as they are. Made once: it takes as long as reading a short text. */
const plain = {
  extensions: [
    deadlineExtension,
    gfmFootnote(),
    gfmStrikethrough({ singleTilde: false }),
    cjkFriendly(),
    gfmTable(),
    gfmTaskListItem(),
  ],
  mdastExtensions: [
    gfmFootnoteFromMarkdown(),
    gfmStrikethroughFromMarkdown(),
    gfmTableFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
  ],
} satisfies Options;

const withAddresses = {
  extensions: [gfmAutolinkLiteral(), ...plain.extensions],
  mdastExtensions: [{ ...gfmAutolinkLiteralFromMarkdown(), transforms: [] }, ...plain.mdastExtensions],
} satisfies Options;

/** A second look, at finished texts: it goes from each sign of a word to the word's end. */
const withSpelledAddresses = {
  extensions: withAddresses.extensions,
  mdastExtensions: [gfmAutolinkLiteralFromMarkdown(), ...plain.mdastExtensions],
} satisfies Options;

/** Looking for bare addresses doubles the time, and no text without one of these holds any; `&` may spell another. */
const ADDRESS = /[@&]|:\/\/|www\./i;
const WORD_MAX = 400;

/** In linear time: what can't be parsed in that is one paragraph of plain lines. @see https://github.github.com/gfm */
export function parseMarkdown(source: string): Root {
  if (!isCheap(source)) return plainText(source);
  return inTime(source, () => fromMarkdown(source, grammarOf(source))) ?? plainText(source);
}

function grammarOf(source: string): Options {
  if (!ADDRESS.test(source)) return plain;
  const spelled = source.includes("&") && source.split(/\s/).every((word) => word.length <= WORD_MAX);
  return spelled ? withSpelledAddresses : withAddresses;
}

function plainText(source: string): Root {
  const start = { line: 1, column: 1, offset: 0 };
  const position = { start, end: { line: 1, column: source.length + 1, offset: source.length } };
  const children = source
    .split("\n")
    .flatMap((line, index): PhrasingContent[] => [
      ...(index > 0 ? [{ type: "break" as const }] : []),
      { type: "text", value: line },
    ]);
  return { type: "root", children: [{ type: "paragraph", children, position }], position };
}
