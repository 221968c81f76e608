import { priceOf } from "@/lib/connections";

/** US dollars times a million; null: no price is known. */
export async function microUsdOf(model: string, prompt: number, completion: number): Promise<number | null> {
  const price = await priceOf(model);
  return price ? Math.ceil(prompt * price.prompt + completion * price.completion) : null;
}
