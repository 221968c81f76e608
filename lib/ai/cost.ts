import { lastKnownPrices } from "@/lib/connections";
import type { Usage } from "@/lib/schemas";
import { DEMO_MODEL } from "./models-listed";

const MILLION = 1_000_000;

/** US dollars per million tokens. */
export type Price = { prompt: number; completion: number };

/** US dollars; null where no price is known (`MODEL_PRICES`, or set with the connection). The demo costs nothing. */
export function costOf(model: string, usage: Usage): number | null {
  if (model === DEMO_MODEL) return 0;
  const prices = lastKnownPrices();
  const price = prices && Object.hasOwn(prices, model) ? prices[model] : undefined;
  return price ? dollars(price, usage) : null;
}

export const dollars = (price: Price, usage: Usage) =>
  (usage.prompt_tokens * price.prompt + usage.completion_tokens * price.completion) / MILLION;
