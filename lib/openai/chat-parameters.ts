import type { GenerationParameters } from "@/lib/ai";
import type { ChatCompletionInput } from "./chat-schema";

const PASSED_ON = [
  "top_p",
  "stop",
  "seed",
  "presence_penalty",
  "frequency_penalty",
  "logit_bias",
  "logprobs",
  "top_logprobs",
  "response_format",
  "reasoning_effort",
  "verbosity",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
] as const satisfies (keyof GenerationParameters)[];

/** What goes to the provider as it came. An empty list of tools is none: some servers refuse it. */
export function parametersOf(input: ChatCompletionInput): GenerationParameters {
  const given = PASSED_ON.flatMap((name) => {
    const value = input[name];
    if (value === undefined || value === null) return [];
    if (Array.isArray(value) && value.length === 0) return [];
    return [[name, value] as const];
  });
  const parameters = Object.fromEntries(given) as GenerationParameters;
  if (!parameters.tools) {
    delete parameters.tool_choice;
    delete parameters.parallel_tool_calls;
  }
  return parameters;
}

/** `max_completion_tokens` is the newer name and wins. */
export const maxTokensOf = (input: ChatCompletionInput): number | undefined =>
  input.max_completion_tokens ?? input.max_tokens ?? undefined;
