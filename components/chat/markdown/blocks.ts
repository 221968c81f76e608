import type { Code, Definition, FootnoteDefinition, RootContent } from "mdast";
import { parseMarkdown } from "./grammar";
import { closeOpen, holdBack } from "./half-open";
import { readInlineHtml } from "./inline-html";
import { hideInnerFences, showInnerFences } from "./inner-fences";
import { findFormulas, hideFormulas, restoreFormulas } from "./math";

export type Block = RootContent;
/** What blocks refer to across a document. */
export type References = {
  definitions: ReadonlyMap<string, Definition>;
  footnotes: readonly FootnoteDefinition[];
};
export type Document = { blocks: readonly Block[]; references: References };

const NONE: References = { definitions: new Map(), footnotes: [] };
const DEFINITION = /^ {0,3}\[[^\]\n]+\]:/m;
const FENCE = /^( {0,3})(`{3,}(?!`)|~{3,}(?!~))([^\n]*)\n/;

/**
 * Markdown that grows. Only the last block can still change when text is appended, so finished blocks are parsed once
 * and keep their identity: a memoised view of them never renders again.
 * https://spec.commonmark.org/0.31.2/#phase-1-block-structure
 */
export class GrowingMarkdown {
  #source = "";
  #final = false;
  #done: Block[] = [];
  /** Where the text begins that is not parsed for good yet. */
  #from = 0;
  #last: { source: string; final: boolean; document: Document } | null = null;

  /** The document for all text so far; `final` once nothing will be added. */
  read(source: string, final: boolean): Document {
    if (this.#last?.source === source && this.#last.final === final) return this.#last.document;
    // What counted as finished may go on after all: a reply that is continued.
    if (this.#final || !source.startsWith(this.#source)) this.#restart();
    this.#source = source;
    this.#final = final;
    const document = final && DEFINITION.test(source) ? whole(source) : this.#grow(source, final);
    this.#last = { source, final, document };
    return document;
  }

  #restart(): void {
    this.#done = [];
    this.#from = 0;
    this.#last = null;
  }

  #grow(source: string, final: boolean): Document {
    const tail = hideInnerFences(source.slice(this.#from));
    const fence = final ? null : openFence(tail);
    if (fence) return { blocks: [...this.#done, fence], references: NONE };
    const formulas = findFormulas(tail);
    const shown = final || formulas.openAt < 0 ? tail : tail.slice(0, formulas.openAt);
    const hidden = hideFormulas(shown, formulas);
    const visible = final ? hidden : holdBack(hidden);
    const tree = parseMarkdown(visible);
    const last = tree.children.at(-1);
    const begin = last?.position?.start.offset ?? 0;
    if (!final) closeOpen(tree, visible);
    readInlineHtml(tree);
    restoreFormulas(tree, tail, formulas);
    if (final) {
      this.#done.push(...tree.children);
      this.#from = source.length;
      return { blocks: [...this.#done], references: NONE };
    }
    this.#done.push(...tree.children.slice(0, -1));
    this.#from += visible.lastIndexOf("\n", begin - 1) + 1;
    return { blocks: [...this.#done, ...tree.children.slice(-1)], references: NONE };
  }
}

/** Definitions and footnotes may stand after their use: then the whole text is parsed in one piece. */
function whole(text: string): Document {
  const source = hideInnerFences(text);
  const formulas = findFormulas(source);
  const tree = parseMarkdown(hideFormulas(source, formulas));
  readInlineHtml(tree);
  restoreFormulas(tree, source, formulas);
  const { children } = tree;
  const definitions = new Map<string, Definition>();
  const footnotes: FootnoteDefinition[] = [];
  for (const node of children) {
    if (node.type === "definition" && !definitions.has(node.identifier))
      definitions.set(node.identifier, node);
    if (node.type === "footnoteDefinition") footnotes.push(node);
  }
  const blocks = children.filter((node) => node.type !== "definition" && node.type !== "footnoteDefinition");
  return { blocks, references: { definitions, footnotes } };
}

/** Code whose end has not come: taken as it is, for a long listing would be parsed again with every piece. */
function openFence(tail: string): Code | null {
  const match = FENCE.exec(tail);
  const [head, indent = "", marks = "", info = ""] = match ?? [];
  if (!head || (marks[0] === "`" && info.includes("`"))) return null;
  const body = tail.slice(head.length);
  const end = new RegExp(`^ {0,3}${marks[0]}{${marks.length},}[ \\t]*$`, "m");
  if (end.test(body)) return null;
  // A last line of marks only may be the closing fence on its way.
  const shown = body.replace(new RegExp(`(^|\\n) {0,3}${marks[0]}*$`), "");
  const value = indent ? shown.replace(new RegExp(`^ {1,${indent.length}}`, "gm"), "") : shown;
  return {
    type: "code",
    lang: info.trim().split(/\s+/)[0] || null,
    value: showInnerFences(value.replace(/\n$/, ""), marks[0] ?? "`"),
  };
}
