import { recentSettings } from "@/lib/auth";
import { env, providerConfigured } from "@/lib/env";
import { splitModelName } from "@/lib/schemas";
import { routeOf } from "./connections/route";
import { openaiClient } from "./provider-config";

/** Texts in one request; servers on small machines refuse more. */
export const EMBEDDING_BATCH = 32;
/** UTF-16 units of one text that are sent; models read 512 to 8,192 tokens. */
const MAX_CHARS = 6_000;
const TIMEOUT_MS = 30_000;

/**
 * The model for vectors, or null where there is none: then retrieval goes by words alone. The one that administrators set,
 * else `EMBEDDING_MODEL`; with a connection's name (`<slug>::<model>`) it is asked there. Another process's change is seen
 * after some seconds.
 */
export async function embeddingModel(): Promise<string | null> {
  const named = (await recentSettings()).embeddingModel ?? env().EMBEDDING_MODEL;
  if (!named) return null;
  return providerConfigured() || splitModelName(named).slug !== null ? named : null;
}

/** Vectors for texts, in order. @throws what the provider's client throws, or Error when the answer has another form. */
export async function embed(
  texts: string[],
  options: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<number[][]> {
  const named = await embeddingModel();
  const route = named === null ? null : await routeOf(named);
  if (!route) throw new Error("No embedding model is configured.");
  const response = await openaiClient(route.config, {
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
  }).embeddings.create(
    {
      model: route.model,
      input: texts.map((text) => text.slice(0, MAX_CHARS) || " "),
      encoding_format: "float",
    },
    options.signal ? { signal: options.signal } : {},
  );
  const vectors = response.data.toSorted((a, b) => a.index - b.index).map((entry) => entry.embedding);
  const dimensions = vectors[0]?.length ?? 0;
  if (vectors.length !== texts.length || dimensions === 0 || vectors.some((v) => v.length !== dimensions)) {
    throw new Error("The provider's vectors are incomplete.");
  }
  return vectors;
}
