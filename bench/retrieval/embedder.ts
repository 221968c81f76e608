import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import OpenAI from "openai";

/** An embedding model behind an OpenAI-compatible server; vectors are kept in `.cache`, so that a second run is quick. */
export type Embedder = { model: string; client: OpenAI; known: Map<string, number[]>; file: string };

/** From `OPENAI_BASE_URL`, `OPENAI_API_KEY` and `EMBEDDING_MODEL`; null: the bench runs without vectors. */
export function embedderFromEnvironment(): Embedder | null {
  const model = process.env.EMBEDDING_MODEL;
  if (!model) return null;
  const client = new OpenAI({
    apiKey: process.env.OPENAI_API_KEY ?? "none",
    baseURL: process.env.OPENAI_BASE_URL ?? null,
    timeout: 600_000,
  });
  const file = path.join(".cache", `vectors-${model.replace(/\W+/g, "-")}.json`);
  const known = existsSync(file)
    ? Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, number[]>)
    : [];
  return { model, client, known: new Map(known), file };
}

const keyOf = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 24);

export async function embedAll(embedder: Embedder, texts: string[]): Promise<number[][]> {
  const missing = [...new Set(texts)].filter((text) => !embedder.known.has(keyOf(text)));
  for (let at = 0; at < missing.length; at += 32) {
    const input = missing.slice(at, at + 32).map((text) => text.slice(0, 6_000));
    const { data } = await embedder.client.embeddings.create({
      model: embedder.model,
      input,
      encoding_format: "float",
    });
    for (const { index, embedding } of data) {
      const text = missing[at + index];
      if (text !== undefined)
        embedder.known.set(
          keyOf(text),
          embedding.map((v) => Math.round(v * 1e5) / 1e5),
        );
    }
  }
  return texts.map((text) => embedder.known.get(keyOf(text)) ?? []);
}

export function keepVectors(embedder: Embedder): void {
  mkdirSync(path.dirname(embedder.file), { recursive: true });
  writeFileSync(embedder.file, JSON.stringify(Object.fromEntries(embedder.known)));
}
