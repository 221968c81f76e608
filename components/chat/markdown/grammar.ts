import type { Root } from "mdast";
import { fromMarkdown, type Options } from "mdast-util-from-markdown";
import { gfmAutolinkLiteralFromMarkdown } from "mdast-util-gfm-autolink-literal";
import { gfmFootnoteFromMarkdown } from "mdast-util-gfm-footnote";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { gfmAutolinkLiteral } from "micromark-extension-gfm-autolink-literal";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";

/** GitHub's Markdown but for addresses that stand in a text as they are. Made once: it takes as long as reading a short text. */
const plain = {
  extensions: [gfmFootnote(), gfmStrikethrough(), gfmTable(), gfmTaskListItem()],
  mdastExtensions: [
    gfmFootnoteFromMarkdown(),
    gfmStrikethroughFromMarkdown(),
    gfmTableFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
  ],
} satisfies Options;

const withAddresses = {
  extensions: [gfmAutolinkLiteral(), ...plain.extensions],
  mdastExtensions: [gfmAutolinkLiteralFromMarkdown(), ...plain.mdastExtensions],
} satisfies Options;

/** Looking for bare addresses doubles the time, and no text without one of these holds any; `&` may spell another. */
const ADDRESS = /[@&]|:\/\/|www\./i;

/** @see https://github.github.com/gfm */
export function parseMarkdown(source: string): Root {
  return fromMarkdown(source, ADDRESS.test(source) ? withAddresses : plain);
}
