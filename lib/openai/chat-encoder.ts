import type { FinishReason } from "@/lib/schemas";
import type { Citations } from "./citations";
import type { Choice, ChoiceEvent, TotalUsage } from "./generation";
import { DONE, oneLine } from "./wire";

/** What is the same in every chunk of an answer. */
export type CompletionHead = { id: string; created: number; model: string };

const FINISH: Partial<Record<FinishReason, string>> = {
  length: "length",
  "tool-calls": "tool_calls",
  "content-filter": "content_filter",
};
export const finishReasonOf = (reason: FinishReason | null): string => (reason && FINISH[reason]) || "stop";

export function wireUsage({ usage, details }: TotalUsage) {
  return {
    prompt_tokens: usage.prompt_tokens,
    completion_tokens: usage.completion_tokens,
    total_tokens: usage.total_tokens,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0, ...details.prompt },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
      ...details.completion,
    },
  };
}

type WireUsage = ReturnType<typeof wireUsage>;

const wireCall = ({ id, name, arguments: given }: { id: string; name: string; arguments: string }) => ({
  id,
  type: "function",
  function: { name, arguments: given },
});

/** A whole answer. */
export function chatCompletion(
  { id, created, model }: CompletionHead,
  choices: Choice[],
  citationsFor: (choice: Choice) => Citations,
  total: TotalUsage,
  logprobs: boolean,
) {
  return {
    id,
    object: "chat.completion",
    created,
    model,
    choices: choices.map((choice) => {
      const { index, text, refusal, toolCalls } = choice;
      const { annotations, sources } = citationsFor(choice);
      const silent = text === "" && (refusal !== "" || toolCalls.length > 0);
      return {
        index,
        message: {
          role: "assistant",
          content: silent ? null : text,
          refusal: refusal === "" ? null : refusal,
          annotations,
          ...(toolCalls.length > 0 ? { tool_calls: toolCalls.map(wireCall) } : {}),
          ...(sources.length > 0 ? { sources } : {}),
        },
        logprobs: logprobs ? { content: choice.logprobs, refusal: null } : null,
        finish_reason: finishReasonOf(choice.finishReason),
      };
    }),
    usage: wireUsage(total),
  };
}

/** The chunks of a streamed answer. Each method gives the text of whole events. */
export class ChunkEncoder {
  readonly #head: string;
  readonly #tail: string;
  readonly #withUsage: boolean;

  constructor({ id, created, model }: CompletionHead, withUsage: boolean) {
    const head = { id, object: "chat.completion.chunk", created, model };
    this.#head = `data: ${oneLine(head).slice(0, -1)},"choices":`;
    this.#withUsage = withUsage;
    this.#tail = withUsage ? ',"usage":null}\n\n' : "}\n\n";
  }

  /** The role of each choice, exactly once: repeated, clients add it up. */
  begin(choices: Choice[]): string {
    const role = '{"role":"assistant","content":"","refusal":null}';
    return choices.map(({ index }) => this.#chunk(index, role)).join("");
  }

  event(index: number, event: ChoiceEvent, citationsFor: (choice: Choice) => Citations): string {
    switch (event.type) {
      case "text": {
        const logprobs = event.logprobs ? oneLine({ content: event.logprobs, refusal: null }) : "null";
        return this.#chunk(index, `{"content":${oneLine(event.text)}}`, logprobs);
      }
      case "refusal":
        return this.#chunk(index, oneLine({ refusal: event.text }));
      case "tool": {
        const { index: at, call, arguments: given } = event;
        const piece = call
          ? { index: at, ...wireCall({ ...call, arguments: given }) }
          : { index: at, function: { arguments: given } };
        return this.#chunk(index, oneLine({ tool_calls: [piece] }));
      }
      case "finish":
        return this.#finish(index, event.choice, citationsFor(event.choice));
    }
  }

  /** After the last choice: usage where it was asked for, and the end. */
  end(total: TotalUsage): string {
    return this.endWith(wireUsage(total));
  }

  endWith(usage: WireUsage): string {
    return (this.#withUsage ? `${this.#head}[],"usage":${oneLine(usage)}}\n\n` : "") + DONE;
  }

  /** All annotations stand in one delta: a second list crashes clients that add deltas up. */
  #finish(index: number, choice: Choice, { annotations, sources }: Citations): string {
    const cited = sources.length > 0 ? this.#chunk(index, oneLine({ annotations, sources })) : "";
    return cited + this.#chunk(index, "{}", "null", oneLine(finishReasonOf(choice.finishReason)));
  }

  #chunk(index: number, delta: string, logprobs = "null", reason = "null"): string {
    const choice = `{"index":${index},"delta":${delta},"logprobs":${logprobs},"finish_reason":${reason}}`;
    return `${this.#head}[${choice}]${this.#tail}`;
  }
}
