import type { CSSProperties } from "react";

/** The assistant's colour with letters that can be read on it; the same rule as in `public/embed.js`. */
export function paintOf(colour: string): CSSProperties {
  const paint = /^#[0-9a-f]{6}$/.test(colour) ? colour : "#0f766e";
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(
    (at) => (Number.parseInt(paint.slice(at, at + 2), 16) / 255) ** 2.2,
  );
  const light = 0.21 * r + 0.72 * g + 0.07 * b > 0.18;
  return { backgroundColor: paint, color: light ? "#000" : "#fff" };
}
