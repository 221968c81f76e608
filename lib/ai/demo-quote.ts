import { cutText } from "@/lib/schemas";

/** What parts the cells of a row in a passage: `a | b` from most files, `| a | b |` from Markdown, which loses the line below its header. */
const BETWEEN = " | ";
const FRAME = /^\| | \|$/g;

/** A text as a Markdown quotation of about `max` characters, in which rows of a table are one again. */
export function quote(text: string, max: number): string {
  const whole = text.trim();
  const cut = whole.length > max;
  const lines = (cut ? `${cutText(whole, max).trimEnd()}…` : whole).split("\n");
  // Half a row says less than none.
  if (cut && isRow(whole.split("\n")[lines.length - 1]) && isRow(lines.at(-2))) lines.splice(-1, 1, "…");
  return withTables(lines)
    .map((line) => (line === "" ? ">" : `> ${line}`))
    .join("\n");
}

const isRow = (line: string | undefined) => line?.includes(BETWEEN) === true;

function withTables(lines: string[]): string[] {
  const out: string[] = [];
  for (let at = 0; at < lines.length; ) {
    let end = at;
    while (isRow(lines[end])) end++;
    // A table that still has the line below its header is one already.
    const whole = end > at && lines[at + 1]?.startsWith("|-") === true;
    while (whole && lines[end]?.startsWith("|")) end++;
    if (whole || end - at < 2) {
      const kept = lines.slice(at, Math.max(end, at + 1));
      out.push(...kept);
      at += kept.length;
      continue;
    }
    const rows = lines.slice(at, end).map((line) => line.replace(FRAME, "").split(BETWEEN));
    const width = Math.max(...rows.map((cells) => cells.length));
    const [head = "", ...body] = rows.map((cells) => {
      const missing = Array.from({ length: width - cells.length }, () => "");
      return `| ${[...cells, ...missing].join(" | ")} |`;
    });
    if (out.length > 0 && out.at(-1) !== "") out.push("");
    out.push(head, `|${"---|".repeat(width)}`, ...body);
    if (end < lines.length && lines[end] !== "") out.push("");
    at = end;
  }
  return out;
}
