import { ScrollRegion } from "@/components/chat/markdown/scroll-region";
import type { FilePassage } from "@/lib/schemas";
import { filesText } from "@/lib/text/files";
import { cn } from "@/lib/utils";
import { isNumber, type Sheet, sheetsOf } from "./table-rows";

const { table: text } = filesText;

/** Sheets of a spreadsheet, or the rows of a CSV file; the passage that was asked for stands out. */
export function FileTable({ passages, at }: { passages: FilePassage[]; at: number | null }) {
  return (
    <div className="flex flex-col gap-6">
      {sheetsOf(passages).map((sheet) => (
        <div key={sheet.parts[0]?.ordinal}>
          {sheet.name ? (
            <h2 dir="auto" className="mb-2 font-medium text-base">
              {sheet.name}
            </h2>
          ) : null}
          <ScrollRegion
            label={text.label(sheet.name)}
            className="max-h-[75dvh] overflow-y-auto rounded-lg border border-line bg-surface shadow-card"
          >
            <SheetTable sheet={sheet} at={at} />
          </ScrollRegion>
        </div>
      ))}
    </div>
  );
}

const edge =
  "sticky left-0 w-px border-line border-r bg-sunken px-2.5 text-right text-fg-subtle text-xs tabular-nums";
const cell = "max-w-80 px-3 py-1.5 align-top [overflow-wrap:anywhere]";

function SheetTable({ sheet, at }: { sheet: Sheet; at: number | null }) {
  const width = Math.max(
    sheet.header?.length ?? 0,
    ...sheet.parts.flatMap(({ rows }) => rows.map(({ cells }) => cells.length)),
  );
  const columns = Array.from({ length: width }, (_, index) => index);
  // A column's name stands over its numbers.
  const first = sheet.parts[0]?.rows.find(({ aside }) => !aside)?.cells ?? [];
  return (
    <table className="w-max min-w-full border-separate border-spacing-0 text-sm">
      <thead>
        <tr>
          <th scope="col" className={cn(edge, "top-0 z-sticky border-b font-normal")}>
            <span className="sr-only">{text.row}</span>
          </th>
          {columns.map((index) => (
            <th
              key={index}
              scope="col"
              dir="auto"
              className={cn(
                cell,
                "sticky top-0 border-line border-b bg-sunken font-medium",
                isNumber(first[index] ?? "") ? "text-right" : "text-start",
              )}
            >
              {sheet.header ? (
                sheet.header[index]
              ) : (
                <span className="text-fg-subtle text-xs">{letters(index)}</span>
              )}
            </th>
          ))}
        </tr>
      </thead>
      {sheet.parts.map(({ ordinal, rows }) => (
        <tbody
          key={ordinal}
          id={`passage-${ordinal}`}
          aria-current={ordinal === at ? "true" : undefined}
          className={cn("scroll-mt-12", ordinal === at && "bg-accent-soft")}
        >
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a file that was read never move
            <tr key={index}>
              <th scope="row" className={cn(edge, "border-b py-1.5 align-top font-normal leading-5")}>
                {row.number}
              </th>
              {row.aside ? (
                <td
                  colSpan={width}
                  dir="auto"
                  className={cn(cell, "border-line border-b text-fg-muted italic")}
                >
                  {row.cells}
                </td>
              ) : (
                columns.map((column) => (
                  <td
                    key={column}
                    dir="auto"
                    className={cn(
                      cell,
                      "border-line border-b",
                      isNumber(row.cells[column] ?? "") && "text-right tabular-nums",
                    )}
                  >
                    {row.cells[column]}
                  </td>
                ))
              )}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** A column's name as spreadsheets count: A … Z, AA. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
