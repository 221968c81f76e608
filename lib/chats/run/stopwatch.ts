import type { ReplyTiming } from "@/lib/schemas";

/** How long one run takes, by a clock that nobody sets. */
export class Stopwatch {
  readonly #begun = performance.now();
  #first: number | null = null;
  #thought: number | null = null;
  #answered: number | null = null;
  #ended: number | null = null;

  /** Something came of the model. */
  saw(kind: "text" | "reasoning"): void {
    const now = performance.now();
    this.#first ??= now;
    if (kind === "reasoning") this.#thought ??= now;
    else this.#answered ??= now;
  }

  stop(): void {
    this.#ended ??= performance.now();
  }

  timing(): ReplyTiming {
    const end = this.#ended ?? performance.now();
    const since = (from: number, to: number) => Math.max(0, Math.round(to - from));
    return {
      total: since(this.#begun, end),
      ...(this.#first === null ? {} : { first: since(this.#begun, this.#first) }),
      // A thought after the first words is part of answering.
      ...(this.#thought === null || (this.#answered !== null && this.#answered < this.#thought)
        ? {}
        : { thinking: since(this.#thought, this.#answered ?? end) }),
    };
  }
}
