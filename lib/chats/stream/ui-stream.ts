import type { UIMessageChunk } from "ai";
import type { FinishReason } from "@/lib/schemas";
import type { RunEvent } from "../run/types";

/** Turns a run's events into the text of an event stream. */
export interface Encoder {
  /** How far the stream has come; see {@link UiStreamEncoder}. */
  readonly position: number;
  encode(event: RunEvent): string;
}

/** The protocol knows no `stopped`; the whole truth is in the metadata beside it. */
const WIRE_REASON = (reason: FinishReason) => (reason === "stopped" ? "other" : reason);

/**
 * AI SDK UI message stream v1 (https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol), each event with an `id:` line.
 *
 * An id is `<runId>.<position>`. Text moves the position by its length in UTF-16 units, every other event by one, so
 * a position means the same however the text was cut into deltas: live, replayed in one piece, or read back from the
 * store by another process. With `skip` everything up to that position is left out, with `until` everything behind that
 * one; `position` then stays there.
 */
export class UiStreamEncoder implements Encoder {
  position = 0;
  readonly #runId: string;
  readonly #skip: number;
  readonly #until: number;
  /** Something did not fit before `until`: nothing more is said. */
  #full = false;
  #open: "text" | "reasoning" | null = null;
  #count = 0;
  #openId = "";
  #failed = false;
  #meta: Record<string, unknown> = {};

  constructor(runId: string, skip = 0, until: number = Number.POSITIVE_INFINITY) {
    this.#runId = runId;
    this.#skip = skip;
    this.#until = until;
  }

  encode(event: RunEvent): string {
    switch (event.type) {
      case "text":
      case "reasoning":
        return this.#delta(event.type, event.text);
      case "start":
        return this.#start(event);
      case "source":
      case "fallback":
        return this.#close() + this.#frame(event.part);
      case "usage":
        this.#meta.usage = event.usage;
        return "";
      case "error":
        this.#failed = true;
        if (event.failure) this.#meta.failure = event.failure;
        return this.#close() + this.#frame({ type: "error", errorText: event.message });
      case "finish":
        return this.#finish(event);
    }
  }

  /** What of the metadata a reader is told. */
  protected told(metadata: Record<string, unknown>): Record<string, unknown> {
    return metadata;
  }

  #start({
    messageId,
    chatId,
    parentId,
    model,
    createdAt,
    parts,
  }: Extract<RunEvent, { type: "start" }>): string {
    this.#meta.model = model;
    let text = this.#frame({
      type: "start",
      messageId,
      messageMetadata: this.told({ chatId, parentId, model, createdAt, status: "streaming" }),
    });
    text += this.#frame({ type: "start-step" });
    for (const part of parts ?? []) {
      if (part.type === "text" || part.type === "reasoning") text += this.#delta(part.type, part.text);
      else text += this.#close() + this.#frame(part);
    }
    return text;
  }

  #finish({ status, finishReason }: Extract<RunEvent, { type: "finish" }>): string {
    const reason = this.#failed ? "error" : WIRE_REASON(finishReason);
    return (
      this.#close() +
      this.#frame({ type: "finish-step" }) +
      this.#frame({
        type: "finish",
        finishReason: reason,
        messageMetadata: this.told({ ...this.#meta, status, finishReason }),
      }) +
      (this.#full ? "" : "data: [DONE]\n\n")
    );
  }

  #delta(kind: "text" | "reasoning", text: string): string {
    let out = "";
    if (this.#open !== kind) {
      out = this.#close();
      this.#open = kind;
      this.#openId = `${kind}-${++this.#count}`;
      out += this.#frame({ type: `${kind}-start`, id: this.#openId });
    }
    if (this.#full) return out;
    const begin = this.position;
    const whole = begin + text.length <= this.#until;
    const end = whole ? text.length : notInside(text, Math.max(0, this.#until - begin));
    this.position = begin + end;
    this.#full = !whole;
    if (this.position <= this.#skip || end === 0) return out;
    const delta = text.slice(Math.max(0, this.#skip - begin), end);
    return `${out}id: ${this.#runId}.${this.position}\ndata: {"type":"${kind}-delta","id":"${this.#openId}","delta":${JSON.stringify(delta)}}\n\n`;
  }

  #close(): string {
    if (this.#open === null) return "";
    const frame = this.#frame({ type: `${this.#open}-end`, id: this.#openId });
    this.#open = null;
    return frame;
  }

  #frame(chunk: UIMessageChunk): string {
    if (this.position >= this.#until) this.#full = true;
    if (this.#full) return "";
    this.position += 1;
    if (this.position <= this.#skip) return "";
    return `id: ${this.#runId}.${this.position}\ndata: ${JSON.stringify(chunk)}\n\n`;
  }
}

/** Never between the halves of a character. */
function notInside(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff && at > 1 ? at - 1 : at;
}

/** The position behind a `Last-Event-ID` of this run; 0 for another run's or none of ours: then all is sent. */
export function positionOf(lastEventId: string | null, runId: string): number {
  const [id, position] = lastEventId?.split(".") ?? [];
  const value = Number(position);
  return id === runId && Number.isSafeInteger(value) && value > 0 ? value : 0;
}
