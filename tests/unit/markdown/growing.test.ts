import type { Nodes } from "mdast";
import { describe, expect, it } from "vitest";
import { GrowingMarkdown } from "@/components/chat/markdown/blocks";

/** The tree without positions, as short text. */
function sketch(node: Nodes): string {
  const inner = "children" in node ? node.children.map(sketch).join("") : "value" in node ? node.value : "";
  return node.type === "text" ? inner : `${node.type}(${inner})`;
}
const read = (source: string, final: boolean) => new GrowingMarkdown().read(source, final).blocks.map(sketch);
const growing = (source: string) => read(source, false).join(" ");

const SAMPLE = `# Title

A paragraph with **bold**, *italic*, \`code\` and a [link](https://example.com/a_(b)).
Second line.

- one
- two
  - nested **deep**

  continued

1. first
2. second

> quoted
lazy

| a | b |
|---|--:|
| 1 | 2 |
| 3 | 4 |

\`\`\`ts
const a = 1;

const b = "\`\`";
\`\`\`

Setext
======

~~~
tilde
~~~
    indented after fence

* * *

End ~~gone~~ https://example.com.
`;

describe("growing Markdown", () => {
  it("ends in the same tree as parsing the whole text at once, however it is cut", () => {
    const at_once = read(SAMPLE, true);
    for (const step of [1, 2, 3, 7, 64]) {
      const markdown = new GrowingMarkdown();
      for (let end = step; end < SAMPLE.length; end += step) markdown.read(SAMPLE.slice(0, end), false);
      expect(markdown.read(SAMPLE, true).blocks.map(sketch)).toEqual(at_once);
    }
  });

  it("parses finished blocks once: they keep their identity", () => {
    const markdown = new GrowingMarkdown();
    const first = markdown.read("one\n\ntwo\n\nthree", false).blocks;
    const second = markdown.read("one\n\ntwo\n\nthree and more", false).blocks;
    expect(second[0]).toBe(first[0]);
    expect(second[1]).toBe(first[1]);
    expect(second[2]).not.toBe(first[2]);
    expect(markdown.read("one\n\ntwo\n\nthree and more", true).blocks[0]).toBe(first[0]);
  });

  it("goes on in the middle of a sentence after it had counted as finished", () => {
    const markdown = new GrowingMarkdown();
    markdown.read("one\n\ntwo **bo", true);
    expect(markdown.read("one\n\ntwo **bold** three", false).blocks.map(sketch)).toEqual([
      "paragraph(one)",
      "paragraph(two strong(bold) three)",
    ]);
  });

  it("starts over when the text is another one", () => {
    const markdown = new GrowingMarkdown();
    markdown.read("one\n\ntwo", false);
    expect(markdown.read("other", true).blocks.map(sketch)).toEqual(["paragraph(other)"]);
  });

  it("resolves definitions and footnotes that come last", () => {
    const source = "See [docs] and a note[^1].\n\n[docs]: https://example.com\n[^1]: The note.";
    const { blocks, references } = new GrowingMarkdown().read(source, true);
    expect(blocks.map(sketch)).toEqual(["paragraph(See linkReference(docs) and a notefootnoteReference().)"]);
    expect(references.definitions.get("docs")?.url).toBe("https://example.com");
    expect(references.footnotes).toHaveLength(1);
  });
});

describe("half-open Markdown", () => {
  it.each([
    ["some **bol", "paragraph(some strong(bol))"],
    ["some **bold*", "paragraph(some strong(bold))"],
    ["some **bold**", "paragraph(some strong(bold))"],
    ["some **", "paragraph(some)"],
    ["an *it", "paragraph(an emphasis(it))"],
    ["***both", "paragraph(strong(emphasis(both)))"],
    ["**bold with `code` in", "paragraph(strong(bold with inlineCode(code) in))"],
    ["**bold and *nes", "paragraph(strong(bold and emphasis(nes)))"],
    ["run `npm i", "paragraph(run inlineCode(npm i))"],
    ["run `", "paragraph(run)"],
    ["gone ~~ol", "paragraph(gone delete(ol))"],
    ["see [the do", "paragraph(see the do)"],
    ["see [the docs](htt", "paragraph(see the docs)"],
    ["see [the docs](https://exam", "paragraph(see the docs)"],
    ["an image ![alt](http", "paragraph(an image )"],
    ["as said [1", "paragraph(as said )"],
    ["a list [x] and more", "paragraph(a list [x] and more)"],
    ["2 * 3", "paragraph(2 * 3)"],
    ["snake_case_name", "paragraph(snake_case_name)"],
    ["5 \\* 3 *", "paragraph(5 * 3)"],
  ])("shows %j as it will look", (source, expected) => {
    expect(growing(source)).toBe(expected);
  });

  it.each([
    ["text\n-", "paragraph(text)"],
    ["text\n---", "paragraph(text)"],
    ["text\n=", "paragraph(text)"],
    ["text\n\n#", "paragraph(text)"],
    ["text\n\n1.", "paragraph(text)"],
    ["text\n\n``", "paragraph(text)"],
    ["text\n\n```", "paragraph(text)"],
    ["text\n\n| a | b |", "paragraph(text)"],
    ["text\n\n| a | b |\n|--", "paragraph(text)"],
    ["- one\n-", "list(listItem(paragraph(one)))"],
  ])("waits with %j until it is clear what it becomes", (source, expected) => {
    expect(growing(source)).toBe(expected);
  });

  it("shows code that has no end yet, without the beginning of its closing fence", () => {
    expect(growing("```js\nlet a;\n\nlet b;")).toBe("code(let a;\n\nlet b;)");
    expect(growing("```js\nlet a;\n``")).toBe("code(let a;)");
    expect(growing("```js\nlet a;\n```")).toBe("code(let a;)");
    expect(growing("```js\nlet a;\n```\nnext")).toBe("code(let a;) paragraph(next)");
  });

  it("never shows a block and takes it back while a text grows", () => {
    const markdown = new GrowingMarkdown();
    let before: string[] = [];
    for (let end = 1; end <= SAMPLE.length; end++) {
      const types = markdown.read(SAMPLE.slice(0, end), false).blocks.map((block) => block.type);
      // The only honest change: a paragraph whose next line turns out to be an underline.
      const changed = before.findIndex((type, i) => types[i] !== type);
      if (changed >= 0) expect([before[changed], types[changed]]).toEqual(["paragraph", "heading"]);
      before = types;
    }
  });
});

describe("formulas", () => {
  it.each([
    ["so $a_1 + b_1$ holds", "paragraph(so math(a_1 + b_1) holds)"],
    ["so \\(x*y*z\\) holds", "paragraph(so math(x*y*z) holds)"],
    ["\\[\nx = \\frac{1}{2}\n\\]", "math(x = \\frac{1}{2})"],
    ["$$\na|b|c\n$$", "math(a|b|c)"],
    ["it costs $5 and then $10 more", "paragraph(it costs $5 and then $10 more)"],
    ["from $5/$6 on", "paragraph(from $5/$6 on)"],
    ["code `$a$` and `\\(b\\)`", "paragraph(code inlineCode($a$) and inlineCode(\\(b\\)))"],
    ["```sh\necho $HOME $USER\n```", "code(echo $HOME $USER)"],
    ["- item $x$\n- $y$", "list(listItem(paragraph(item math(x)))listItem(paragraph(math(y))))"],
    ["| a |\n|---|\n| $p|q$ |", "table(tableRow(tableCell(a))tableRow(tableCell(math(p|q))))"],
    ["**bold $x_i$ text**", "paragraph(strong(bold math(x_i) text))"],
  ])("reads %j", (source, expected) => {
    expect(read(source, true).join(" ")).toBe(expected);
  });

  it("waits for the end of a formula that grows", () => {
    expect(growing("so \\(x + ")).toBe("paragraph(so)");
    expect(growing("text\n\n\\[\nx = \\fr")).toBe("paragraph(text)");
    expect(growing("text\n\n$$\nx")).toBe("paragraph(text)");
  });

  it("ends in the same tree however it is cut", () => {
    const source =
      "# Sum\n\nWe have $a_1$ and\n\n\\[\n\\sum_{i=1}^n i = \\frac{n(n+1)}{2}\n\\]\n\nfor **all** \\(n\\).\n\n```sh\necho $A $B\n```\n\nDone for $5.";
    const whole = read(source, true);
    for (const step of [1, 2, 5]) {
      const markdown = new GrowingMarkdown();
      for (let end = step; end < source.length; end += step) markdown.read(source.slice(0, end), false);
      expect(markdown.read(source, true).blocks.map(sketch)).toEqual(whole);
    }
  });
});
