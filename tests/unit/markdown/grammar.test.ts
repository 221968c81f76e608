import type { Nodes } from "mdast";
import { describe, expect, it } from "vitest";
import { parseMarkdown } from "@/components/chat/markdown/grammar";

const links = (node: Nodes): string[] => [
  ...(node.type === "link" ? [node.url] : []),
  ...("children" in node ? node.children.flatMap(links) : []),
];
const kinds = (node: Nodes): string[] => [
  node.type,
  ...("children" in node ? node.children.flatMap(kinds) : []),
];

describe("GitHub's Markdown", () => {
  it.each([
    ["See www.example.com now", ["http://www.example.com"]],
    ["See WWW.example.com now", ["http://WWW.example.com"]],
    ["http://example.com, then HTTPS://example.org/a_b.", ["http://example.com", "HTTPS://example.org/a_b"]],
    ["Write to ann@example.com", ["mailto:ann@example.com"]],
    ["| a | b |\n|---|---|\n| https://example.com | x |", ["https://example.com"]],
    ["a &#64; b, ann&#64;example.com", ["mailto:ann@example.com"]],
    [
      "[named](https://example.com) and <https://example.org>",
      ["https://example.com", "https://example.org"],
    ],
    ["[named](/here), wwwhat and http: alone", ["/here"]],
    ["`www.example.com`", []],
  ])("finds the addresses of %j", (text, found) => {
    expect(links(parseMarkdown(text))).toEqual(found);
  });

  it.each([
    ["without an address", ""],
    ["with one", "\n\nwww.example.com"],
  ])("knows tables, tasks, footnotes and what is struck through, in a text %s", (_, end) => {
    const text = `| a |\n|---|\n| ~~b~~ |\n\n- [x] done\n\nnote[^1]\n\n[^1]: there${end}`;
    const found = kinds(parseMarkdown(text));
    expect(found).toEqual(
      expect.arrayContaining(["table", "tableCell", "delete", "footnoteReference", "footnoteDefinition"]),
    );
    const list = parseMarkdown(text).children.find((block) => block.type === "list");
    expect(list?.children[0]?.checked).toBe(true);
  });
});
