import { env } from "@/lib/env";

/** US dollars times a million; null: the price list knows no price. */
export function microUsdOf(model: string, prompt: number, completion: number): number | null {
  const prices = env().MODEL_PRICES;
  const price = prices && Object.hasOwn(prices, model) ? prices[model] : undefined;
  return price ? Math.ceil(prompt * price.prompt + completion * price.completion) : null;
}
