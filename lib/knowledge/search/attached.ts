import { setTimeout as wait } from "node:timers/promises";
import type { Source } from "@/lib/schemas";
import type { Scope, Store } from "@/lib/store";
import { WHOLE_MAX } from "./all-passages.ts";
import { stemmingsOf } from "./languages.ts";
import { formsOf, queryTerms } from "./query.ts";
import { type RetrieveOptions, retrieve, toSource } from "./retrieve.ts";
import { loadPassages } from "./search.ts";
import { StoreSource } from "./store-source.ts";

/** How long an answer waits for the files on its message to be read. Milliseconds. */
const READ_MS = 20_000;
const POLL_MS = 150;

/** Waits until the files are read, failed or gone; not longer than is bearable. */
export async function untilRead(
  store: Store,
  scope: Scope,
  projectId: string,
  fileIds: string[],
  signal: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + READ_MS;
  for (;;) {
    const files = await Promise.all(fileIds.map((id) => store.files.get(scope, projectId, id)));
    const open = files.some((file) => file && file.status !== "ready" && file.status !== "failed");
    if (!open || Date.now() > deadline || signal.aborted) return;
    await wait(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** The text of the named files: whole, in order, if it fits the budget; else what answers the question best. */
export async function passagesOfFiles(
  store: Store,
  scope: Scope,
  projectId: string,
  fileIds: string[],
  query: string,
  options: RetrieveOptions,
): Promise<Source[]> {
  const source = new StoreSource(store, scope, projectId, { fileIds, chatId: options.chatId });
  const heads = await source.heads();
  const count = heads.reduce((sum, head) => sum + head.passages, 0);
  if (count === 0) return [];
  if (count <= WHOLE_MAX) {
    const inOrder = fileIds.flatMap((id) => heads.filter((head) => head.fileId === id));
    const all = inOrder.flatMap((segment) =>
      Array.from({ length: segment.passages }, (_, ordinal) => ({ segment, ordinal, score: 1 })),
    );
    const loaded = await loadPassages(source, all);
    if (loaded.reduce((sum, { passage }) => sum + passage.tokens, 0) <= options.tokenBudget) {
      const wanted = formsOf(queryTerms(query, options.context, await stemmingsOf(source, heads)));
      return loaded.map(({ candidate, passage }, index) =>
        toSource({ segment: candidate.segment, passage, score: 1 }, index, wanted),
      );
    }
  }
  const { sources } = await retrieve(store, scope, projectId, query, { ...options, fileIds });
  if (sources.length > 0) return sources;
  // "Summarise this" has no word of the file in it: then its beginning is what there is to say.
  return beginning(source, options.tokenBudget);
}

async function beginning(source: StoreSource, budget: number): Promise<Source[]> {
  const heads = await source.heads();
  const each = Math.max(1, Math.floor(WHOLE_MAX / heads.length));
  const first = heads.flatMap((segment) =>
    Array.from({ length: Math.min(each, segment.passages) }, (_, ordinal) => ({
      segment,
      ordinal,
      score: 1,
    })),
  );
  let left = budget;
  const fitting = (await loadPassages(source, first)).filter(({ passage }) => {
    left -= passage.tokens;
    return left >= 0;
  });
  return fitting.map(({ candidate, passage }, index) =>
    toSource({ segment: candidate.segment, passage, score: 1 }, index, new Set()),
  );
}
