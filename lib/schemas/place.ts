import type { PassageLocation } from "./knowledge";

/** A location as people read it: `page 3`, `sheet Orders, rows 2–9`, `lines 10–24`. */
export function placeText(at: PassageLocation): string {
  const span = (name: string, from?: number, to?: number) =>
    from === undefined ? "" : to === undefined ? `${name} ${from}` : `${name}s ${from}–${to}`;
  return [
    span("page", at.page, at.endPage),
    span("slide", at.slide),
    at.sheet === undefined ? "" : `sheet ${at.sheet}`,
    span("row", at.row, at.endRow),
    span("line", at.line, at.endLine),
  ]
    .filter(Boolean)
    .join(", ");
}
