import type { ReactNode } from "react";

/** A text with some of its parts (start and end in UTF-16 units, in order) marked. */
export function MarkedText({ text, matches }: { text: string; matches: [number, number][] }) {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of matches) {
    if (start < at || end <= start || end > text.length) continue;
    pieces.push(
      text.slice(at, start),
      <mark key={start} className="rounded-sm bg-accent-soft text-fg">
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces;
}
