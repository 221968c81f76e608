import type {
  GenerationRequest,
  GenerationResult,
  GenerationSink,
  ToolCall,
  ToolCallDelta,
  UsageDetails,
} from "@/lib/ai";
import { estimateUsage, generate } from "@/lib/ai";
import { newId } from "@/lib/ids";
import type { FinishReason, Usage } from "@/lib/schemas";

/** What arrives of one choice, in order. */
export type ChoiceEvent =
  | { type: "text"; text: string; logprobs: unknown[] | null }
  | { type: "refusal"; text: string }
  /** `call` is set with the first piece of a call. */
  | { type: "tool"; index: number; call: Omit<ToolCall, "arguments"> | null; arguments: string }
  | { type: "finish"; choice: Choice };

/** One answer as far as it has come. */
export type Choice = {
  index: number;
  text: string;
  refusal: string;
  toolCalls: ToolCall[];
  logprobs: unknown[];
  finishReason: FinishReason | null;
};

export type TotalUsage = { usage: Usage; details: UsageDetails };

export type GenerationListener = {
  /** The provider has begun to answer. */
  open(): void;
  event(index: number, event: ChoiceEvent): void;
};

/** A request that is answered once or several times over, without a chat: nothing of it is kept here. */
export class Generation {
  readonly choices: Choice[];
  readonly #request: GenerationRequest;
  readonly #results: (GenerationResult | null)[];
  readonly #thoughts: string[];
  /** Who answers: the second model where the first was down. */
  model: string;
  #opened = false;

  constructor(request: GenerationRequest, n: number) {
    this.#request = request;
    this.model = request.model;
    this.choices = Array.from({ length: n }, (_, index) => ({
      index,
      text: "",
      refusal: "",
      toolCalls: [],
      logprobs: [],
      finishReason: null,
    }));
    this.#results = this.choices.map(() => null);
    this.#thoughts = this.choices.map(() => "");
  }

  /**
   * Resolves when all choices are complete. The first failure ends the others.
   * @throws as `generate`
   */
  async run(listener: GenerationListener, signal: AbortSignal): Promise<void> {
    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    await Promise.all(
      this.choices.map(async (choice) => {
        try {
          const result = await generate(this.#request, this.#sink(choice, listener, signal), either);
          this.#results[choice.index] = result;
          choice.finishReason = reasonOf(choice, result.finishReason);
          this.#open(listener);
          listener.event(choice.index, { type: "finish", choice });
        } catch (error) {
          failed.abort(error);
          throw error;
        }
      }),
    );
  }

  /** What was used until now: the provider's word where it gave one, else an estimate; null when nothing was made. */
  total(): TotalUsage | null {
    if (!this.#opened) return null;
    const usage: Usage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
    const details: UsageDetails = { prompt: {}, completion: {} };
    for (const choice of this.choices) {
      const result = this.#results[choice.index];
      add(usage, result?.usage ?? estimateUsage(this.#request.messages, this.#written(choice)));
      add(details.prompt, result?.usageDetails?.prompt ?? {});
      add(details.completion, result?.usageDetails?.completion ?? {});
    }
    return { usage, details };
  }

  #written({ index, text, refusal, toolCalls }: Choice): string {
    const calls = toolCalls.map((call) => call.name + call.arguments).join("");
    return `${this.#thoughts[index] ?? ""}${text}${refusal}${calls}`;
  }

  #open(listener: GenerationListener): void {
    if (this.#opened) return;
    this.#opened = true;
    listener.open();
  }

  #sink(choice: Choice, listener: GenerationListener, signal: AbortSignal): GenerationSink {
    const { index } = choice;
    const emit = (event: ChoiceEvent) => {
      if (signal.aborted) return;
      this.#open(listener);
      listener.event(index, event);
    };
    return {
      open: () => this.#open(listener),
      fallback: ({ model }) => {
        this.model = model;
      },
      text(text, logprobs) {
        choice.text += text;
        if (logprobs) choice.logprobs.push(...logprobs);
        emit({ type: "text", text, logprobs: logprobs ?? null });
      },
      reasoning: (text) => {
        this.#thoughts[index] += text;
      },
      refusal(text) {
        choice.refusal += text;
        emit({ type: "refusal", text });
      },
      toolCall: (delta) => emit(addCall(choice, delta)),
    };
  }
}

function addCall(choice: Choice, delta: ToolCallDelta): ChoiceEvent {
  const known = choice.toolCalls[delta.index];
  if (known) {
    known.arguments += delta.arguments;
    return { type: "tool", index: delta.index, call: null, arguments: delta.arguments };
  }
  // Some servers skip numbers; those of a client's list may not have holes.
  const index = choice.toolCalls.length;
  const call = { id: delta.id ?? `call_${newId()}`, name: delta.name ?? "" };
  choice.toolCalls.push({ ...call, arguments: delta.arguments });
  return { type: "tool", index, call, arguments: delta.arguments };
}

/** The events of a whole choice, each kind in one piece. */
export function eventsOf(choice: Choice): ChoiceEvent[] {
  const { text, refusal, toolCalls, logprobs } = choice;
  const calls = toolCalls.map(({ arguments: given, ...call }, index): ChoiceEvent => {
    return { type: "tool", index, call, arguments: given };
  });
  return [
    ...(text ? [{ type: "text" as const, text, logprobs: logprobs.length > 0 ? logprobs : null }] : []),
    ...(refusal ? [{ type: "refusal" as const, text: refusal }] : []),
    ...calls,
    { type: "finish", choice },
  ];
}

/** Some servers end an answer that calls tools with `stop`. */
const reasonOf = (choice: Choice, reason: FinishReason): FinishReason =>
  choice.toolCalls.length > 0 && (reason === "stop" || reason === "other") ? "tool-calls" : reason;

function add(sum: Record<string, number>, more: Record<string, number>): void {
  for (const [name, value] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + value;
}
