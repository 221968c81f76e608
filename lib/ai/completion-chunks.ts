import { AppError } from "@/lib/errors";
import type { FinishReason, Usage } from "@/lib/schemas";
import { scrub } from "./scrub";
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

  /** @throws `provider_failed` on an error object or on what is not JSON. */
  data(payload: string): void {
    if (this.#done || payload === "") return;
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
      this.#push("reasoning", delta.reasoning_content ?? delta.reasoning);
      if (Array.isArray(choice?.logprobs?.content)) this.#logprobs.push(...choice.logprobs.content);
      this.#push("text", delta.content);
      this.#push(this.#sink.refusal ? "refusal" : "text", delta.refusal);
      if (Array.isArray(delta.tool_calls)) this.#calls(delta.tool_calls);
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

  /** @throws `provider_failed` when the answer was cut off before its end. */
  result(): GenerationResult {
    this.flush();
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

function readUsage(value: unknown): Usage | null {
  const usage = value as Record<string, unknown>;
  const prompt = usage.prompt_tokens;
  const completion = usage.completion_tokens ?? 0;
  if (!isCount(prompt) || !isCount(completion)) return null;
  const total = isCount(usage.total_tokens) ? usage.total_tokens : prompt + completion;
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: total };
}

function readDetails(value: unknown): UsageDetails | undefined {
  const { prompt_tokens_details: prompt, completion_tokens_details: completion } = value as Record<
    string,
    unknown
  >;
  return prompt || completion ? { prompt: counts(prompt), completion: counts(completion) } : undefined;
}

const counts = (value: unknown): Record<string, number> =>
  Object.fromEntries(
    Object.entries(value ?? {}).filter((entry): entry is [string, number] => isCount(entry[1])),
  );

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
