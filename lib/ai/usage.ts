import type { Usage } from "@/lib/schemas";
import { approximateTokens, MESSAGE_OVERHEAD } from "./tokens";
import type { PromptMessage } from "./types";
import { PICTURE_TOKENS } from "./vision";

const overhead = ({ pictures = [] }: PromptMessage) => MESSAGE_OVERHEAD + pictures.length * PICTURE_TOKENS;

/** For providers that report none, and for replies that were cut off before they did. */
export function estimateUsage(messages: PromptMessage[], text: string): Usage {
  const prompt = messages.reduce((sum, m) => sum + approximateTokens(m.content) + overhead(m), 3);
  const completion = approximateTokens(text);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}
