import type { Table } from "mdast";
import { describe, expect, it } from "vitest";
import { GrowingMarkdown } from "@/components/chat/markdown/blocks";
import { directionOf } from "@/components/chat/markdown/direction";
import { tableCsv, tableMarkdown } from "@/components/chat/markdown/table-text";

const text = (value: string) => ({ type: "text" as const, value });
const row = (...cells: Table["children"][number]["children"][number]["children"][]) => ({
  type: "tableRow" as const,
  children: cells.map((children) => ({ type: "tableCell" as const, children })),
});

function tableOf(markdown: string): Table {
  const [block] = new GrowingMarkdown().read(markdown, true).blocks;
  if (block?.type !== "table") throw new Error(`no table in ${markdown}`);
  return block;
}

describe("a table that is copied", () => {
  it("may hold code with more marks than a call takes arguments", () => {
    const value = "`a".repeat(200_000);
    const table: Table = { type: "table", align: [null], children: [row([{ type: "inlineCode", value }])] };
    expect(tableMarkdown(table)).toContain(`\`\` ${value} \`\``);
  });

  it("is Markdown again, with marks, alignment and escaped pipes", () => {
    const table: Table = {
      type: "table",
      align: [null, "right"],
      children: [
        row([text("Name")], [text("Price")]),
        row([{ type: "strong", children: [text("a|b")] }], [{ type: "inlineCode", value: "5" }]),
      ],
    };
    expect(tableMarkdown(table)).toBe("| Name | Price |\n| --- | --: |\n| **a\\|b** | `5` |\n");
  });

  it("is CSV that no spreadsheet takes for formulas", () => {
    const rows = [
      ["Name", 'said "yes"', "a, b"],
      ["=HYPERLINK(1)", "-5.2", "+49 30 12"],
      ["@SUM(A1)", "-cmd", "two\nlines"],
    ].map((cells) => row(...cells.map((cell) => [text(cell)])));
    expect(tableCsv({ type: "table", children: rows })).toBe(
      'Name,"said ""yes""","a, b"\r\n\'=HYPERLINK(1),-5.2,+49 30 12\r\n\'@SUM(A1),\'-cmd,"two\nlines"\r\n',
    );
  });

  it.each([
    ["a formula, with a pipe", "$|x| < \\|y\\|$", "$\\vert x\\vert < \\Vert y\\Vert$", "|x| < \\|y\\|"],
    ["a set", "$\\{1, 2\\}$", "$\\{1, 2\\}$", '"\\{1, 2\\}"'],
    ["a number with its source", "12 [1]", "12 [1]", "12 [1]"],
    ["Arabic with a comma", "علي، 30, نعم", "علي، 30, نعم", '"علي، 30, نعم"'],
    ["code with a pipe and a backtick", "`` a\\|b`c ``", "``a\\|b`c``", "a|b`c"],
    [
      "characters that are no marks",
      "\\*no\\* 2 * 3 snake_case \\`x\\`",
      "\\*no\\* 2 * 3 snake_case \\`x\\`",
      "*no* 2 * 3 snake_case `x`",
    ],
    [
      "a picture and a link",
      "![Sea](https://x.y/s.png) [docs](https://x.y)",
      "![Sea](https://x.y/s.png) [docs](https://x.y)",
      "Sea docs",
    ],
    ["quotes and lines", 'said "yes"<br>twice', 'said "yes"<br>twice', '"said ""yes""\ntwice"'],
  ])("keeps %s", (_, cell, markdown, csv) => {
    const table = tableOf(`| A |\n|---|\n| ${cell} |`);
    expect(tableMarkdown(table)).toBe(`| A |\n| --- |\n| ${markdown} |\n`);
    expect(tableCsv(table)).toBe(`A\r\n${csv}\r\n`);
    // Read again it is the same table.
    expect(tableMarkdown(tableOf(tableMarkdown(table)))).toBe(tableMarkdown(table));
  });
});

it("a quote runs as its first letter does", () => {
  const of = (value: string) =>
    directionOf({ type: "blockquote", children: [{ type: "paragraph", children: [text(value)] }] });
  expect([of("12. قال الشاعر"), of("“Hello” שלום"), of("123")]).toEqual(["rtl", "ltr", "auto"]);
});
