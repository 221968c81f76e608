import type { FinishReason, MessagePart, ReplyFailure, Usage } from "@/lib/schemas";
import type { EndStatus, RunEvent, RunOutcome } from "./types";

/** Folds a run's events into the message they make. */
export class PartsBuilder {
  #parts: MessagePart[] = [];
  model = "";
  usage: Usage | null = null;
  errorCode: string | null = null;
  errorMessage: string | null = null;
  failure: ReplyFailure | null = null;
  end: { status: EndStatus; finishReason: FinishReason } | null = null;

  apply(event: RunEvent): void {
    switch (event.type) {
      case "start":
        this.model = event.model;
        this.#parts = (event.parts ?? []).map((part) => ({ ...part }));
        break;
      case "text":
      case "reasoning":
        this.#append(event.type, event.text);
        break;
      case "source":
        this.#parts.push(event.part);
        break;
      case "fallback":
        this.#parts.push(event.part);
        this.model = event.part.data.model;
        break;
      case "usage":
        this.usage = event.usage;
        break;
      case "error":
        this.errorCode = event.code;
        this.errorMessage = event.message;
        this.failure = event.failure ?? null;
        break;
      case "finish":
        this.end = { status: event.status, finishReason: event.finishReason };
        break;
    }
  }

  #append(type: "text" | "reasoning", text: string): void {
    const last = this.#parts.at(-1);
    if (last?.type === type) last.text += text;
    else this.#parts.push({ type, text });
  }

  /** The parts as they stand; the last one is `streaming` until the end. */
  parts(): MessagePart[] {
    return this.#parts.map((part, i) => {
      if (part.type !== "text" && part.type !== "reasoning") return part;
      const open = this.end === null && i === this.#parts.length - 1;
      return { ...part, state: open ? "streaming" : "done" };
    });
  }

  /** Everything that was generated, for counting tokens. */
  text(): string {
    return this.#parts
      .map((part) => (part.type === "text" || part.type === "reasoning" ? part.text : ""))
      .join("");
  }

  outcome(): RunOutcome {
    const end = this.end ?? { status: "interrupted", finishReason: "other" };
    const { errorCode, errorMessage, usage, model } = this;
    return { ...end, errorCode, errorMessage, parts: this.parts(), usage, model };
  }
}
