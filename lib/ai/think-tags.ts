const OPEN = "<think>";
const CLOSE = "</think>";
/** Blanks before a first tag that are waited for. UTF-16 units. */
const BLANKS_MAX = 64;

/**
 * Tells inline thoughts from the answer: models of servers without a reasoning parser write `<think>…</think>` before
 * it. Only what stands first counts, so that an answer may speak of the tag; thoughts without an end are thoughts to the
 * end. Linear; a tag may be cut anywhere between two pieces.
 */
export class ThinkTags {
  readonly #emit: (kind: "text" | "reasoning", text: string) => void;
  #state: "before" | "thinking" | "answer" = "before";
  #held = "";
  /** Thoughts came before: blanks between them and the answer belong to neither. */
  #thought = false;

  constructor(emit: (kind: "text" | "reasoning", text: string) => void) {
    this.#emit = emit;
  }

  push(piece: string): void {
    const text = this.#held + piece;
    this.#held = "";
    for (let at = 0; at < text.length; ) at = this.#step(text, at);
  }

  /** No more comes: what was held back is what it looked like so far. */
  end(): void {
    const held = this.#held;
    this.#held = "";
    if (this.#state === "thinking") this.#emit("reasoning", held);
    else if (held.trim() !== "" || !this.#thought) this.#emit("text", held);
  }

  /** Reads on from `at`. @returns to where */
  #step(text: string, at: number): number {
    if (this.#state === "thinking") return this.#think(text, at);
    if (this.#state === "before") return this.#begin(text, at);
    this.#emit("text", text.slice(at));
    return text.length;
  }

  #begin(text: string, from: number): number {
    let at = from;
    while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
    if (text.startsWith(OPEN, at)) {
      this.#state = "thinking";
      this.#thought = true;
      return at + OPEN.length;
    }
    const blanks = this.#thought ? at : from;
    if (OPEN.startsWith(text.slice(at, at + OPEN.length)) && at - blanks <= BLANKS_MAX) {
      this.#held = text.slice(blanks);
      return text.length;
    }
    this.#state = "answer";
    return blanks;
  }

  #think(text: string, from: number): number {
    const end = text.indexOf(CLOSE, from);
    if (end >= 0) {
      this.#emit("reasoning", text.slice(from, end));
      this.#state = "before";
      return end + CLOSE.length;
    }
    let cut = CLOSE.length - 1;
    while (cut > 0 && !(text.length - from >= cut && text.endsWith(CLOSE.slice(0, cut)))) cut -= 1;
    this.#emit("reasoning", text.slice(from, text.length - cut));
    this.#held = text.slice(text.length - cut);
    return text.length;
  }
}
