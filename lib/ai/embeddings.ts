import OpenAI from "openai";
import { env, providerConfigured } from "@/lib/env";

/** Texts in one request; servers on small machines refuse more. */
export const EMBEDDING_BATCH = 32;
/** UTF-16 units of one text that are sent; models read 512 to 8,192 tokens. */
const MAX_CHARS = 6_000;
const TIMEOUT_MS = 30_000;

/** The model for vectors, or null where there is none: then retrieval goes by words alone. */
export function embeddingModel(): string | null {
  return providerConfigured() ? (env().EMBEDDING_MODEL ?? null) : null;
}

/** Vectors for texts, in order. @throws what the provider's client throws, or Error when the answer has another form. */
export async function embed(
  texts: string[],
  options: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<number[][]> {
  const { OPENAI_API_KEY, OPENAI_BASE_URL } = env();
  const model = embeddingModel();
  if (!model) throw new Error("No embedding model is configured.");
  const client = new OpenAI({
    apiKey: OPENAI_API_KEY ?? "none",
    baseURL: OPENAI_BASE_URL ?? null,
    timeout: options.timeoutMs ?? TIMEOUT_MS,
    maxRetries: 0,
  });
  const response = await client.embeddings.create(
    { model, input: texts.map((text) => text.slice(0, MAX_CHARS) || " "), encoding_format: "float" },
    options.signal ? { signal: options.signal } : {},
  );
  const vectors = response.data.toSorted((a, b) => a.index - b.index).map((entry) => entry.embedding);
  const dimensions = vectors[0]?.length ?? 0;
  if (vectors.length !== texts.length || dimensions === 0 || vectors.some((v) => v.length !== dimensions)) {
    throw new Error("The provider's vectors are incomplete.");
  }
  return vectors;
}
