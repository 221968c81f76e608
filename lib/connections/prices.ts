import { env, type ModelPrice, type ModelPrices } from "@/lib/env";
import { modelName } from "@/lib/schemas";
import type { ConnectionRecord } from "@/lib/store";
import { allConnections, lastKnownConnections } from "./known";

/** US dollars per million tokens by full model name; `MODEL_PRICES` comes before what is set in the page. Undefined: none. */
export async function modelPrices(): Promise<ModelPrices | undefined> {
  return pricesOf(await allConnections());
}

/** The same from what was read last: for a model that has just answered. */
export const lastKnownPrices = (): ModelPrices | undefined => pricesOf(lastKnownConnections());

/** What a model costs, by its full name; null: nobody has said. */
export async function priceOf(model: string): Promise<ModelPrice | null> {
  const prices = await modelPrices();
  return prices && Object.hasOwn(prices, model) ? (prices[model] ?? null) : null;
}

function pricesOf(connections: ConnectionRecord[]): ModelPrices | undefined {
  const set = connections.flatMap(({ slug, models }) =>
    models.flatMap(({ id, price }) => (price ? [[modelName(slug, id), price] as const] : [])),
  );
  const { MODEL_PRICES } = env();
  if (set.length === 0) return MODEL_PRICES;
  return { ...Object.fromEntries(set), ...MODEL_PRICES };
}
