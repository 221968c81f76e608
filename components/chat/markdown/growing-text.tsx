"use client";

import { Fragment, useRef } from "react";

/**
 * Text that grows at its end. Each addition is a text node of its own and older ones are never written again, so a
 * selection in them survives: writing to a text node moves every selection in it to its start.
 */
export function GrowingText({ value }: { value: string }) {
  const pieces = useRef<string[]>([]);
  const length = pieces.current.reduce((sum, piece) => sum + piece.length, 0);
  const grown = value.length >= length && pieces.current.join("") === value.slice(0, length);
  if (!grown) pieces.current = [value];
  else if (value.length > length) pieces.current = [...pieces.current, value.slice(length)];
  return pieces.current.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces only ever join at the end
    <Fragment key={index}>{piece}</Fragment>
  ));
}
