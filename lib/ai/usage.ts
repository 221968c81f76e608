import type { Usage } from "@/lib/schemas";
import { approximateTokens, MESSAGE_OVERHEAD } from "./tokens";
import type { PromptMessage } from "./types";

/** For providers that report none, and for replies that were cut off before they did. */
export function estimateUsage(messages: PromptMessage[], text: string): Usage {
  const prompt = messages.reduce((sum, m) => sum + approximateTokens(m.content) + MESSAGE_OVERHEAD, 3);
  const completion = approximateTokens(text);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}
