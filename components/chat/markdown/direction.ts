import type { Nodes } from "mdast";

const LETTER = /\p{L}/u;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * The direction of a quote, list or table by its first letter. `dir="auto"` looks at no text of children that have a
 * `dir` of their own, and so leaves those of Arabic or Hebrew running left to right.
 * https://html.spec.whatwg.org/multipage/dom.html#auto-directionality
 */
export function directionOf(node: Nodes): "rtl" | "ltr" | "auto" {
  return firstLetter(node) ?? "auto";
}

function firstLetter(node: Nodes): "rtl" | "ltr" | null {
  if (node.type === "text") {
    const letter = LETTER.exec(node.value)?.[0];
    return letter === undefined ? null : RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr";
  }
  if (!("children" in node)) return null;
  for (const child of node.children) {
    const found = firstLetter(child);
    if (found) return found;
  }
  return null;
}
