import { approximateTokens, EMBEDDING_BATCH, embed, embeddingModel } from "@/lib/ai";
import { isRefused, openMeters } from "@/lib/auth";
import { AppError } from "@/lib/errors";
import { readJson } from "@/lib/http";
import { getStore } from "@/lib/store";
import { isoDay } from "@/lib/time";
import type { DialectCall } from "./call";
import { embeddingSchema } from "./chat-schema";
import { faultyField, modelNotFound, overLimit } from "./errors";
import { requireModel } from "./models";
import { parseBody } from "./parse";

/**
 * `POST /embeddings` with the installation's embedding model. `model` is its name or that of a project of the key's.
 * @throws 404 `model_not_found`, also where the provider has no embeddings
 */
export async function createEmbeddings(call: DialectCall): Promise<object> {
  const input = parseBody(embeddingSchema, await readJson(call.request));
  const model = await embeddingModel();
  if (!model) throw modelNotFound(input.model);
  if (input.model !== model) await requireModel(call.principal, input.model);
  if (input.dimensions != null) throw faultyField("dimensions", "'dimensions' is not supported here.");
  const texts = [input.input].flat();
  const tokens = texts.reduce((sum, text) => sum + approximateTokens(text), 0);
  const { signal } = call.request;
  const meter = await openMeters(call.key, {
    model,
    promptTokens: tokens,
    completionTokens: 0,
    end: () => {},
  });
  call.allowance = meter.allowance;
  if (isRefused(meter)) throw overLimit(meter.refusal);
  let used = 0;
  try {
    const vectors: number[][] = [];
    for (let at = 0; at < texts.length; at += EMBEDDING_BATCH) {
      const batch = texts.slice(at, at + EMBEDDING_BATCH);
      vectors.push(...(await embed(batch, { signal }).catch(failed)));
      used += batch.reduce((sum, text) => sum + approximateTokens(text), 0);
    }
    return {
      object: "list",
      data: vectors.map((vector, index) => ({
        object: "embedding",
        index,
        embedding: input.encoding_format === "base64" ? toBase64(vector) : vector,
      })),
      model: input.model,
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    };
  } finally {
    await meter.charge({ prompt_tokens: used, completion_tokens: 0 });
    if (used > 0) await count(call, model, used);
  }
}

function failed(cause: unknown): never {
  throw new AppError("provider_failed", { message: "The provider returned no embeddings", cause });
}

/** 32-bit floats, little endian, as the vendor's clients read them. */
function toBase64(vector: number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString("base64");
}

async function count({ key }: DialectCall, model: string, promptTokens: number): Promise<void> {
  const day = isoDay(Date.now());
  const of = { keyId: key.id, keyName: key.name, projectId: key.projectId ?? "", model };
  await (await getStore()).keys.addUsage(key.ownerId, { ...of, day, promptTokens, completionTokens: 0 });
}
