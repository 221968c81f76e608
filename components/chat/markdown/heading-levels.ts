import type { Block } from "./blocks";

/** The page's title is the one heading above a message. */
const TOP = 2;
const DEEPEST = 6;

/**
 * The level at which each block's headings belong into the page's outline. A model may begin with `###` or go from `#` to
 * `####`; the outline skips no level all the same. What comes later changes nothing before it.
 */
export function headingLevels(blocks: readonly Block[]): number[] {
  const open: number[] = [];
  return blocks.map((block) => {
    if (block.type === "heading") {
      while ((open.at(-1) ?? 0) >= block.depth) open.pop();
    }
    const level = Math.min(TOP + open.length, DEEPEST);
    if (block.type === "heading") open.push(block.depth);
    return level;
  });
}
