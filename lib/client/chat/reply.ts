import type { FinishReason, MessagePart, MessageStatus, ReplyFailure, Usage } from "@/lib/schemas";
import { isRecord } from "../api";

/** What the stream says about a reply beside its parts. */
export type ReplyFacts = {
  messageId?: string;
  /** The message this reply answers. */
  parentId?: string;
  chatId?: string;
  model?: string;
  createdAt?: string;
  usage?: Usage;
  finishReason?: FinishReason;
  status?: MessageStatus;
  errorText?: string;
  failure?: ReplyFailure;
};

type Chunk = Record<string, unknown> & { type: string };

/** One event of the AI SDK UI message stream; null for what is none (`[DONE]`, malformed). */
export function parseChunk(data: string): Chunk | null {
  if (data === "[DONE]") return null;
  try {
    const value: unknown = JSON.parse(data);
    return isRecord(value) && typeof value.type === "string" ? (value as Chunk) : null;
  } catch {
    return null;
  }
}

/**
 * Builds a reply from the AI SDK UI message stream. A `start` begins anew: every replay comes from the start, so
 * nothing can double. https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
 */
export class ReplyBuilder {
  facts: ReplyFacts = {};
  /** `finish`, `abort` or `error` was seen: the reply is over; without one a closed stream only lost its connection. */
  ended = false;
  /** Characters of text and reasoning so far. */
  length = 0;
  #parts: MessagePart[] = [];
  /** Position of each open text or reasoning part by its stream id. */
  #open = new Map<string, number>();

  apply(chunk: Chunk): void {
    const { type } = chunk;
    if (type === "start") this.#start(chunk);
    else if (type === "text-start" || type === "reasoning-start") this.#begin(chunk);
    else if (type === "text-delta" || type === "reasoning-delta") this.#append(chunk);
    else if (type === "text-end" || type === "reasoning-end") this.#end(chunk);
    else if (type === "source-document" || type === "file" || type === "data-fallback") this.#add(chunk);
    else if (type === "message-metadata") this.#metadata(chunk.messageMetadata);
    else if (type === "finish") {
      if (typeof chunk.finishReason === "string")
        this.facts.finishReason = chunk.finishReason as FinishReason;
      this.#metadata(chunk.messageMetadata);
      this.#over(this.facts.finishReason === "stopped" ? "stopped" : "complete");
    } else if (type === "abort") this.#over("stopped");
    else if (type === "error") {
      this.facts.errorText = typeof chunk.errorText === "string" ? chunk.errorText : "";
      this.facts.status = "failed";
      this.#over("failed");
    }
  }

  /** The parts as they stand; unchanged ones keep their identity, so that a memoised view skips them. */
  parts(): MessagePart[] {
    return [...this.#parts];
  }

  #start(chunk: Chunk): void {
    this.#parts = [];
    this.#open.clear();
    this.length = 0;
    this.ended = false;
    this.facts = {};
    if (typeof chunk.messageId === "string") this.facts.messageId = chunk.messageId;
    this.#metadata(chunk.messageMetadata);
  }

  #begin(chunk: Chunk): void {
    const type = chunk.type === "text-start" ? "text" : "reasoning";
    this.#open.set(`${type}:${chunk.id}`, this.#parts.length);
    this.#parts.push({ type, text: "", state: "streaming" });
  }

  #append(chunk: Chunk): void {
    if (typeof chunk.delta !== "string") return;
    const type = chunk.type === "text-delta" ? "text" : "reasoning";
    const at = this.#open.get(`${type}:${chunk.id}`);
    const part = at === undefined ? undefined : this.#parts[at];
    if (at === undefined || (part?.type !== "text" && part?.type !== "reasoning")) return;
    this.#parts[at] = { ...part, text: part.text + chunk.delta };
    this.length += chunk.delta.length;
  }

  #end(chunk: Chunk): void {
    const key = `${chunk.type === "text-end" ? "text" : "reasoning"}:${chunk.id}`;
    const at = this.#open.get(key);
    const part = at === undefined ? undefined : this.#parts[at];
    if (at === undefined || (part?.type !== "text" && part?.type !== "reasoning")) return;
    this.#parts[at] = { ...part, state: "done" };
    this.#open.delete(key);
  }

  #add(chunk: Chunk): void {
    this.#parts.push(chunk as unknown as MessagePart);
  }

  #metadata(value: unknown): void {
    if (!isRecord(value)) return;
    for (const name of ["chatId", "model", "createdAt", "parentId"] as const) {
      if (typeof value[name] === "string") this.facts[name] = value[name];
    }
    if (isRecord(value.failure)) this.facts.failure = value.failure as ReplyFailure;
    if (isRecord(value.usage)) this.facts.usage = value.usage as Usage;
    if (typeof value.finishReason === "string") this.facts.finishReason = value.finishReason as FinishReason;
    if (typeof value.status === "string") this.facts.status = value.status as MessageStatus;
  }

  #over(status: MessageStatus): void {
    this.ended = true;
    if (!this.facts.status || this.facts.status === "streaming") this.facts.status = status;
    this.#parts = this.#parts.map((part) =>
      (part.type === "text" || part.type === "reasoning") && part.state === "streaming"
        ? { ...part, state: "done" }
        : part,
    );
    this.#open.clear();
  }
}
