import { describe, expect, it } from "vitest";
import { GrowingMarkdown } from "@/components/chat/markdown/blocks";
import { headingLevels } from "@/components/chat/markdown/heading-levels";

const levels = (text: string) => {
  const { blocks } = new GrowingMarkdown().read(text, true);
  const all = headingLevels(blocks);
  return blocks.flatMap((block, index) => (block.type === "heading" ? [all[index]] : []));
};

describe("the levels of a reply's headings", () => {
  it.each([
    ["# a\n\n## b\n\n## c\n\n# d", [2, 3, 3, 2]],
    ["### a\n\ntext\n\n### b", [2, 2]],
    ["# a\n\n#### b\n\n## c", [2, 3, 3]],
    ["## a\n\n# b\n\n## c", [2, 2, 3]],
    ["# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f", [2, 3, 4, 5, 6, 6]],
  ])("of %j skip none", (text, expected) => {
    expect(levels(text)).toEqual(expected);
  });
});
