import type { ReactNode } from "react";

/** Start and end in UTF-16 units. */
export type Range = { from: number; to: number };

/** A text with some of its parts, in order, marked. */
export function MarkedText({ text, matches }: { text: string; matches: Range[] }) {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const { from, to } of matches) {
    if (from < at || to <= from || to > text.length) continue;
    pieces.push(
      text.slice(at, from),
      <mark key={from} className="rounded-sm bg-accent-soft text-fg">
        {text.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  pieces.push(text.slice(at));
  return pieces;
}
