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
    case "text":
      return oneLine(literal(node.value));
    case "strong":
      return `**${inside()}**`;
    case "emphasis":
      return `*${inside()}*`;
    case "delete":
      return `~~${inside()}~~`;
    case "shifted":
      return `<${node.tag}>${inside()}</${node.tag}>`;
    case "inlineCode":
      return code(node.value);
    case "math":
      return formula(node.value, node.display ? "$$" : "$");
    case "link": {
      const [only, more] = node.children;
      if (only?.type === "text" && !more && only.value === node.url) return oneLine(node.url);
      return `[${inside()}](${oneLine(node.url)})`;
    }
    case "image":
      return `![${oneLine(literal(node.alt ?? ""))}](${oneLine(node.url)})`;
    case "footnoteReference":
      return `[^${node.label ?? node.identifier}]`;
    case "break":
      return "<br>";
    default:
      return "value" in node ? oneLine(node.value) : inside();
  }
}

/** A cell ends at a pipe, and at the end of its line. */
const oneLine = (text: string) => text.replace(/\|/g, "\\|").replace(/\r?\n/g, " ");

/** What was only a character does not become a mark when it is read again; `snake_case` and `2 * 3` are none. */
const literal = (text: string) =>
  text.replace(/[\\`~]|\*(?!\s)|(?<=\S)\*|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&");

function code(value: string): string {
  const longest = (value.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const marks = "`".repeat(longest + 1);
  const pad = /^`|`$/.test(value) ? " " : "";
  return marks + pad + oneLine(value) + pad + marks;
}

/** Readers disagree on who sees a pipe first, the table or the formula: TeX has names for it. */
const formula = (tex: string, mark: string) =>
  mark +
  tex
    .replace(/\\\|(?=([A-Za-z])?)/g, (_, letter) => (letter ? "\\Vert " : "\\Vert"))
    .replace(/\|(?=([A-Za-z])?)/g, (_, letter) => (letter ? "\\vert " : "\\vert"))
    .replace(/\r?\n/g, " ") +
  mark;

const NUMBER = /^[-+]?[\d.,\s]+%?$/;

/**
 * A table as CSV (RFC 4180). What a spreadsheet would take for a formula begins with an apostrophe, but for plain numbers.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function tableCsv({ children }: Table): string {
  return children
    .map((row) => `${row.children.map((cell) => csvCell(plain(cell).trim())).join(",")}\r\n`)
    .join("");
}

/** As it was written, not as the page shows it: there a formula stands twice, and the mark of a source joins a number. */
function plain(node: Nodes): string {
  if (node.type === "break") return "\n";
  if (node.type === "image") return node.alt ?? "";
  if (node.type === "footnoteReference") return `[${node.label ?? node.identifier}]`;
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map(plain).join("") : "";
}

function csvCell(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
