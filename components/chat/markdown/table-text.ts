import type { Nodes, Table } from "mdast";

/** A table as Markdown again, with what its cells are made of. */
export function tableMarkdown({ align, children: [head, ...rows] }: Table): string {
  const line = (row: Table["children"][number] | undefined) =>
    `| ${(row?.children ?? []).map((cell) => cell.children.map(inline).join("").trim()).join(" | ")} |`;
  const marks = { left: ":--", right: "--:", center: ":-:" } as const;
  const rule = (head?.children ?? []).map((_, index) => {
    const how = align?.[index];
    return how ? marks[how] : "---";
  });
  return [line(head), `| ${rule.join(" | ")} |`, ...rows.map(line), ""].join("\n");
}

function inline(node: Nodes): string {
  const inside = () => ("children" in node ? node.children.map(inline).join("") : "");
  switch (node.type) {
    case "strong":
      return `**${inside()}**`;
    case "emphasis":
      return `*${inside()}*`;
    case "delete":
      return `~~${inside()}~~`;
    case "inlineCode":
      return `\`${escaped(node.value)}\``;
    case "link":
      return `[${inside()}](${node.url})`;
    case "break":
      return "<br>";
    default:
      return "value" in node ? escaped(node.value) : inside();
  }
}

/** A cell ends at a pipe, and at the end of its line. */
const escaped = (text: string) => text.replace(/\|/g, "\\|").replace(/\r?\n/g, " ");

const NUMBER = /^[-+]?[\d.,\s]+%?$/;

/**
 * Cells as CSV (RFC 4180). What a spreadsheet would take for a formula begins with an apostrophe, but for plain numbers.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function tableCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

function csvCell(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The texts of a table on the page, row by row. */
export const cellsOf = (table: HTMLTableElement): string[][] =>
  [...table.rows].map((row) => [...row.cells].map((cell) => (cell.textContent ?? "").trim()));
