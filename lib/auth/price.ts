import { priceOf } from "@/lib/connections";

/** US dollars times a million; null: no price is known. */
export async function microUsdOf(model: string, prompt: number, completion: number): Promise<number | null> {
  const price = await priceOf(model);
  return price ? Math.ceil(prompt * price.prompt + completion * price.completion) : null;
}

/**
 * Millionths of a US dollar that a reply took, by the price of the first of `models` that has one: whoever answered, then
 * who was asked, so that a second model without a price is not free.
 */
export async function costOfReply(models: string[], prompt: number, completion: number): Promise<number> {
  for (const model of models) {
    const cost = await microUsdOf(model, prompt, completion);
    if (cost !== null) return cost;
  }
  return 0;
}
