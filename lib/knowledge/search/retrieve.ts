import { embed, embeddingModel } from "@/lib/ai";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { perProcess } from "@/lib/platform";
import type { Source } from "@/lib/schemas";
import type { Scope, Store } from "@/lib/store";
import { matchRanges } from "../index/terms.ts";
import { foundFirst, nearest, wholeWithin } from "./all-passages.ts";
import { type SearchResult, search, withinBudget } from "./search.ts";
import type { Hit } from "./source.ts";
import { StoreSource, type Within } from "./store-source.ts";

export type RetrieveOptions = Within & {
  limit: number;
  tokenBudget: number;
  context?: string | undefined;
  /** Where all passages fit the budget, all are given, those that were found first; `limit` counts otherwise. */
  whole?: boolean;
  /** Where no word matches, the nearest passages are given, marked as weak. */
  weak?: boolean;
};
export type Retrieved = { sources: Source[]; mode: SearchResult["mode"]; searched: number };

/** A question's vector is waited for this long; then words alone decide. */
const QUERY_VECTOR_MS = 2_500;
/** After a failure the next questions don't wait at all for this long. */
const REST_MS = 30_000;

/** The passages of a project's files that answer a question best, numbered from 1. */
export async function retrieve(
  store: Store,
  scope: Scope,
  projectId: string,
  query: string,
  options: RetrieveOptions,
): Promise<Retrieved> {
  const source = new StoreSource(store, scope, projectId, options);
  const heads = await source.heads();
  const searched = heads.reduce((sum, head) => sum + head.passages, 0);
  if (searched === 0) return { sources: [], mode: "none", searched };
  const model = heads.some((head) => head.vectors) ? await embeddingModel() : null;
  const useful = model !== null && heads.some((head) => head.vectors?.model === model);
  const vector = useful ? await queryVector(model, query) : null;
  const { hits, terms, mode } = await search(source, query, { ...options, vector });
  const all = options.whole ? await wholeWithin(source, heads, options.tokenBudget) : null;
  const given = all ? foundFirst(hits, all) : hits;
  if (given.length === 0 && options.weak) {
    const near = withinBudget(await nearest(source, heads, query, options.limit), options);
    const sources = near.map((hit, index) => ({ ...toSource(hit, index, terms), weak: true as const }));
    return { sources, mode: "words", searched };
  }
  return { sources: given.map((hit, index) => toSource(hit, index, terms)), mode, searched };
}

/** A found passage as an answer carries it; `wanted`: the index terms to mark in it. */
export function toSource(
  { segment, passage, score }: Pick<Hit, "segment" | "passage" | "score">,
  index: number,
  wanted: ReadonlySet<string>,
): Source {
  return {
    number: index + 1,
    fileId: segment.fileId,
    filename: segment.filename,
    mediaType: segment.mediaType,
    ordinal: passage.ordinal,
    location: passage.at,
    heading: passage.heading,
    text: passage.text,
    matches: matchRanges(passage.text, wanted, passage.language ?? "earlier"),
    score: Math.round(score * 1_000) / 1_000,
    tokens: passage.tokens,
    hash: passage.hash,
  };
}

async function queryVector(model: string, query: string) {
  const provider = `${env().OPENAI_BASE_URL ?? ""} ${model}`;
  if (Date.now() < (resting().get(provider) ?? 0)) return null;
  try {
    const [values] = await embed([query], { timeoutMs: QUERY_VECTOR_MS });
    return values ? { model, values } : null;
  } catch (err) {
    resting().set(provider, Date.now() + REST_MS);
    log().warn({ err }, "the question got no vector; searching by words");
    return null;
  }
}

const resting = () => perProcess("resting-embeddings", () => new Map<string, number>());
