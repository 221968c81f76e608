import { AppError } from "@/lib/errors";
import type { FinishReason, Usage } from "@/lib/schemas";
import { readDetails, readUsage } from "./completion-usage";
import { scrub } from "./scrub";
import { ThinkTags } from "./think-tags";
import type { GenerationResult, GenerationSink, UsageDetails } from "./types";

type Delta = {
  content?: unknown;
  reasoning_content?: unknown;
  reasoning?: unknown;
  refusal?: unknown;
  tool_calls?: unknown;
};
type Choice = {
  index?: number;
  delta?: Delta | null;
  message?: Delta | null;
  logprobs?: { content?: unknown } | null;
  finish_reason?: unknown;
};
type Chunk = { choices?: Choice[] | null; usage?: unknown; error?: unknown };

const FINISH_REASONS: Record<string, FinishReason> = {
  stop: "stop",
  length: "length",
  content_filter: "content-filter",
  tool_calls: "tool-calls",
  function_call: "tool-calls",
};

type Kind = "text" | "reasoning" | "refusal";

/**
 * Reads the payloads of a chat completion, streamed or whole, and passes text on. Text of one network chunk is
 * handed over in one piece: {@link flush} after each.
 */
export class CompletionReader {
  readonly #sink: GenerationSink;
  readonly #tags = new ThinkTags((kind, text) => this.#push(kind, text));
  #text = "";
  #kind: Kind = "text";
  /** Half of a surrogate pair that a provider cut between two deltas. */
  #half = "";
  #finishReason: FinishReason | null = null;
  #usage: Usage | null = null;
  #details: UsageDetails | undefined;
  #logprobs: unknown[] = [];
  #done = false;

  constructor(sink: GenerationSink) {
    this.#sink = sink;
  }

  /** True after `[DONE]`: whatever follows is not read. */
  get done(): boolean {
    return this.#done;
  }

  /** True after a reason to finish: what may still come is the usage. */
  get ending(): boolean {
    return this.#finishReason !== null;
  }

  /** @throws `provider_failed` on an error object or on what is not JSON. */
  data(given: string): void {
    const payload = given.trim();
    // Some gateways keep a connection alive by a comment in the data.
    if (this.#done || payload === "" || payload.startsWith(":")) return;
    if (payload === "[DONE]") {
      this.#done = true;
      return;
    }
    let chunk: Chunk;
    try {
      chunk = JSON.parse(payload) as Chunk;
    } catch {
      // The parser's own words quote what was sent.
      throw new AppError("provider_failed", {
        cause: new Error("the provider sent a line that is not JSON"),
      });
    }
    if (chunk.error) {
      throw new AppError("provider_failed", { cause: new Error(`provider said: ${scrub(chunk.error)}`) });
    }
    const choice = chunk.choices?.[0];
    const delta = choice?.delta ?? choice?.message;
    if (delta) {
      this.#push("reasoning", delta.reasoning_content || delta.reasoning);
      if (Array.isArray(choice?.logprobs?.content)) this.#logprobs.push(...choice.logprobs.content);
      this.#content(delta.content);
      this.#push(this.#sink.refusal ? "refusal" : "text", delta.refusal);
      if (Array.isArray(delta.tool_calls)) this.#calls(delta.tool_calls);
    }
    if (choice?.finish_reason === "error") {
      throw new AppError("provider_failed", { cause: new Error("the provider ended with an error") });
    }
    if (typeof choice?.finish_reason === "string") {
      this.#finishReason = FINISH_REASONS[choice.finish_reason] ?? "other";
    }
    if (chunk.usage) {
      this.#usage = readUsage(chunk.usage) ?? this.#usage;
      this.#details = readDetails(chunk.usage);
    }
  }

  /** The pieces of a stream have an index; those of a whole answer are in order. */
  #calls(pieces: unknown[]): void {
    this.flush();
    for (const [at, piece] of pieces.entries()) {
      if (typeof piece !== "object" || piece === null) continue;
      const { index = at, id, function: called } = piece as Record<string, unknown>;
      const { name, arguments: text } = (called ?? {}) as Record<string, unknown>;
      this.#sink.toolCall?.({
        index: Number(index),
        ...(typeof id === "string" && id !== "" ? { id } : {}),
        ...(typeof name === "string" && name !== "" ? { name } : {}),
        arguments: typeof text === "string" ? text : "",
      });
    }
  }

  /** Text, or parts of text and thoughts (https://docs.mistral.ai/capabilities/reasoning/). */
  #content(value: unknown): void {
    if (typeof value === "string") {
      if (value !== "") this.#tags.push(value);
      return;
    }
    if (!Array.isArray(value)) return;
    for (const part of value) {
      if (typeof part === "string") this.#content(part);
      if (typeof part !== "object" || part === null) continue;
      const { text, thinking } = part as { text?: unknown; thinking?: unknown };
      this.#push("reasoning", plain(thinking));
      if (typeof text === "string") this.#content(text);
    }
  }

  #push(kind: Kind, value: unknown): void {
    if (typeof value !== "string" || value === "") return;
    if (kind !== this.#kind) {
      this.flush();
      this.#kind = kind;
    }
    this.#text += value;
  }

  flush(): void {
    let text = this.#half + this.#text;
    this.#text = "";
    this.#half = "";
    const last = text.charCodeAt(text.length - 1);
    if (last >= 0xd800 && last <= 0xdbff) {
      this.#half = text.slice(-1);
      text = text.slice(0, -1);
    }
    if (text === "") return;
    const logprobs = this.#logprobs;
    this.#logprobs = [];
    if (this.#kind === "reasoning") this.#sink.reasoning(text);
    else if (this.#kind === "refusal") this.#sink.refusal?.(text);
    else if (logprobs.length > 0) this.#sink.text(text, logprobs);
    else this.#sink.text(text);
  }

  /** Passes on what was held back because more could have come. */
  end(): void {
    this.#tags.end();
    this.flush();
  }

  /** @throws `provider_failed` when the answer was cut off before its end. */
  result(): GenerationResult {
    this.end();
    if (!this.#done && this.#finishReason === null) {
      throw new AppError("provider_failed", { cause: new Error("the provider's stream ended early") });
    }
    return {
      finishReason: this.#finishReason ?? "other",
      usage: this.#usage,
      ...(this.#details ? { usageDetails: this.#details } : {}),
    };
  }
}

const plain = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map((part) => (part as { text?: unknown } | null)?.text ?? "").join("")
    : value;
