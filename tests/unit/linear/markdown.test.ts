import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { GrowingMarkdown } from "@/components/chat/markdown/blocks";
import { isCheap } from "@/components/chat/markdown/cost";
import { parseMarkdown } from "@/components/chat/markdown/grammar";
import { Markdown } from "@/components/chat/markdown/markdown";
import { type Case, expectLinear } from "./growth";

const CHARACTERS = 24_000;
const whole = (text: string) => new GrowingMarkdown().read(text, true);
const live = (text: string) => new GrowingMarkdown().read(text, false);

const PATTERNS = [
  "**a*",
  "*a",
  "a**",
  "*a _b",
  "_a*",
  "~a",
  "~~a~",
  "***a",
  "a*b_c~~",
  " *a",
  "[",
  "[a",
  "](",
  "[](",
  "![",
  "![[]()",
  "[a](b",
  '[a](b "',
  "[a][",
  "[^a",
  "[a]: ",
  "[a]: b\n",
  "[^a]: b\n",
  "<",
  "<a ",
  '<a b="',
  "<!--",
  "<?",
  "<!A",
  "<![CDATA[",
  "</a",
  "<a@b",
  "`",
  "`a``",
  "\\`",
  "\\",
  "\\(",
  "\\[",
  "$$",
  "$",
  "$a",
  "\\(a\n\n",
  "$$a\n",
  "&",
  "&amp;",
  "&#64;",
  ">",
  "> ",
  ">\n",
  "> a\n",
  "- ",
  "-",
  "* * ",
  "1. ",
  "- a\n",
  "1) a\n",
  "2. **a*\n",
  "      - **a*\n",
  "| ",
  "|",
  "| a |\n",
  "|-|\n",
  "a|b\n-|-\n",
  "# ",
  "#",
  "```\n",
  "~~~\n",
  "```a\n",
  "=\n",
  "-\n",
  "a\n=\n",
  "\n",
  " ",
  "\t",
  "www.",
  "(www.a",
  "http://",
  "(http://a",
  "a@",
  "a@b.c ",
  "-.",
  "a.b.",
  "a-@",
  "\uE001",
  "\u00a0",
  "a b\n",
  "*\n",
  "<br>",
  "<sub>",
  "</sub>",
  "[1]",
  "\\*",
  "  \n",
  "https://a*b",
  "!",
  "[x](<",
  "*[a](b)*",
  "**`a",
  "*<a",
  "_[",
  "\0",
];

const CASES: Case[] = PATTERNS.flatMap((pattern): Case[] => {
  const max = Math.floor(CHARACTERS / pattern.length);
  const make = (n: number) => pattern.repeat(n);
  const run = (text: string) => [whole(text), live(text)];
  return [{ name: JSON.stringify(pattern), max, make, run }];
});

/** Not repeated but built: nesting, and runs that are all of another length. */
const BUILT: Case[] = [
  {
    name: "a run of marks with one more behind it, which is no fence",
    max: 2 * CHARACTERS,
    make: (n) => `${"`".repeat(n)}a\``,
    run: isCheap,
  },
  {
    name: "code spans of all lengths",
    max: CHARACTERS,
    make: (n) => Array.from({ length: Math.sqrt(2 * n) }, (_, i) => `${"`".repeat(i + 1)}a`).join(""),
    run: whole,
  },
  {
    name: "lists in lists",
    max: CHARACTERS,
    make: (n) => Array.from({ length: Math.sqrt(n) }, (_, i) => `${"  ".repeat(i)}- a`).join("\n"),
    run: whole,
  },
  {
    name: "lines that look like items and go on",
    max: 5_000,
    make: (n) => `-    x\n${"    - **a*\n".repeat(n)}`,
    run: whole,
  },
  {
    name: "rows without a table",
    max: 5_000,
    make: (n) => `|a|b|\n|-|\n${"| **a*\n".repeat(n)}`,
    run: whole,
  },
  {
    name: "a listing that has ended with its item",
    max: 5_000,
    make: (n) => `- \`\`\`\n${"**a*\n".repeat(n)}`,
    run: whole,
  },
  {
    name: "marks that are no listing",
    max: 5_000,
    make: (n) => `x\n    \`\`\`\n${"**a*\n".repeat(n)}`,
    run: whole,
  },
  {
    name: "brackets in brackets",
    max: 10_000,
    make: (n) => `${"[".repeat(n)}a${"](b)".repeat(n)}`,
    run: whole,
  },
  {
    name: "a table's head without end",
    max: 10_000,
    make: (n) => `|${"a|".repeat(n)}\n|${"-|".repeat(n)}\n|a|`,
    run: whole,
  },
];

describe("Markdown: double the input, at most two and a half times the time", () => {
  for (const entry of [...CASES, ...BUILT]) it(entry.name, () => expectLinear(entry));

  it("renders a reply made to be slow as the text it is, on the server too", () => {
    const text = "**a*".repeat(12_000);
    const before = performance.now();
    const html = renderToStaticMarkup(createElement(Markdown, { text, growing: false, mark: null }));
    expect(performance.now() - before).toBeLessThan(1_500);
    expect(html).toContain("**a***a*");
  });
});

describe("what people and models write is parsed", () => {
  const cell = "**bold** and `code`, [link](https://example.com) <br> _more_";
  it.each([
    [
      "a table of 400 rows",
      `| a | b | c |\n|---|---|---|\n${`| ${cell} | ${cell} | ${cell} |\n`.repeat(400)}`,
    ],
    ["a list of 400 items", `- ${cell}\n`.repeat(400)],
    ["a numbered list", Array.from({ length: 300 }, (_, i) => `${i + 1}. ${cell}`).join("\n")],
    ["lists in lists", `- ${cell}\n  - ${cell}\n    1. ${cell}\n    2. ${cell}\n`.repeat(60)],
    ["a table in a list", `- x\n\n  | a | b |\n  |---|---|\n${`  | ${cell} | ${cell} |\n`.repeat(200)}`],
    ["a long paragraph", `${cell}, `.repeat(30)],
    ["a listing", `\`\`\`c\n${"int **a = *b[i] < c & *d;\n".repeat(2_000)}\`\`\``],
    ["quoted lists", `> - ${cell}\n`.repeat(100)],
  ])("%s", (_, source) => {
    expect(isCheap(source)).toBe(true);
    expect(parseMarkdown(source).children.length).toBeGreaterThan(0);
  });
});
