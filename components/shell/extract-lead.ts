/** Characters before the first word that was found; a phone's row shows hardly more. */
const MOST = 24;

/** The end of what stands before a found word, from a word's beginning on. */
export function lead(text: string): string {
  if (text.length <= MOST) return text;
  const end = text.slice(-MOST);
  const space = end.indexOf(" ");
  return `…${space >= 0 && space < MOST - 1 ? end.slice(space + 1) : end.replace(/^[\udc00-\udfff]/, "")}`;
}
