import type { Table } from "mdast";
import { describe, expect, it } from "vitest";
import { directionOf } from "@/components/chat/markdown/direction";
import { tableCsv, tableMarkdown } from "@/components/chat/markdown/table-text";

const text = (value: string) => ({ type: "text" as const, value });
const row = (...cells: Table["children"][number]["children"][number]["children"][]) => ({
  type: "tableRow" as const,
  children: cells.map((children) => ({ type: "tableCell" as const, children })),
});

describe("a table that is copied", () => {
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
    ];
    expect(tableCsv(rows)).toBe(
      'Name,"said ""yes""","a, b"\r\n\'=HYPERLINK(1),-5.2,+49 30 12\r\n\'@SUM(A1),\'-cmd,"two\nlines"\r\n',
    );
  });
});

it("a quote runs as its first letter does", () => {
  const of = (value: string) =>
    directionOf({ type: "blockquote", children: [{ type: "paragraph", children: [text(value)] }] });
  expect([of("12. قال الشاعر"), of("“Hello” שלום"), of("123")]).toEqual(["rtl", "ltr", "auto"]);
});
