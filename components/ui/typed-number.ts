/** Digits in threes, by one sign all through: 1,500 or 1 500 or 1'500. */
const GROUPED = /^[1-9]\d{0,2}([,_'’\s])\d{3}(?:\1\d{3})*(?:\.\d+)?$/;
const PLAIN = /^-?(?:\d+(?:\.\d*)?|\.\d+)$/;

/**
 * What was typed into a number's field; null: nothing. What says no number, or may say two (1,5), comes back as it was typed,
 * for the schema to refuse by name.
 */
export function typedNumber(text: string): number | string | null {
  const typed = text.trim();
  const ungrouped = GROUPED.test(typed) ? typed.replace(/[,_'’\s]/g, "") : typed;
  return typed === "" ? null : (plainNumber(ungrouped) ?? typed);
}

/** For amounts that are small and have decimals, where 1,500 may be one and a half: digits and a point; null: anything else. */
export function plainNumber(text: string): number | null {
  const value = PLAIN.test(text.trim()) ? Number(text) : Number.NaN;
  // Too great a one would become null on its way.
  return Number.isFinite(value) ? value : null;
}
