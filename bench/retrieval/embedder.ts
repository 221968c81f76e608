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

const BATCH = 16;

const keyOf = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 24);

export async function embedAll(embedder: Embedder, texts: string[]): Promise<number[][]> {
  const missing = [...new Set(texts)].filter((text) => !embedder.known.has(keyOf(text)));
  // Texts of about one length together: a batch is padded to its longest.
  missing.sort((a, b) => a.length - b.length);
  for (let at = 0; at < missing.length; at += BATCH) {
    const batch = missing.slice(at, at + BATCH);
    const { data } = await embedder.client.embeddings.create({
      model: embedder.model,
      input: batch.map((text) => text.slice(0, 6_000)),
      encoding_format: "float",
    });
    for (const { index, embedding } of data) {
      const rounded = embedding.map((value) => Math.round(value * 1e5) / 1e5);
      embedder.known.set(keyOf(batch[index] ?? ""), rounded);
    }
    if (missing.length > BATCH) {
      process.stderr.write(`\r${embedder.model}: ${at + batch.length} of ${missing.length} texts `);
      if (at % (BATCH * 16) === 0) keepVectors(embedder);
    }
  }
  if (missing.length > 0) keepVectors(embedder);
  return texts.map((text) => embedder.known.get(keyOf(text)) ?? []);
}

/** Also on the way: a run of many minutes may be broken off and goes on where it was. */
function keepVectors(embedder: Embedder): void {
  mkdirSync(path.dirname(embedder.file), { recursive: true });
  writeFileSync(embedder.file, JSON.stringify(Object.fromEntries(embedder.known)));
}
