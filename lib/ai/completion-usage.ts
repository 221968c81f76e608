import type { Usage } from "@/lib/schemas";
import type { UsageDetails } from "./types";

/** The sums of a chunk; null: it holds none that can be trusted. */
export function readUsage(value: unknown): Usage | null {
  const usage = value as Record<string, unknown>;
  const prompt = usage.prompt_tokens;
  const completion = usage.completion_tokens ?? 0;
  if (!isCount(prompt) || !isCount(completion)) return null;
  const total = isCount(usage.total_tokens) ? usage.total_tokens : prompt + completion;
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: total };
}

export function readDetails(value: unknown): UsageDetails | undefined {
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
