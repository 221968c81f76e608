import { createHash } from "node:crypto";
import { type SearchPhrase, searchExtract, searchIndexText, searchMatches } from "./search-text";
import type { ContentHits, PromptRecord } from "./types";

/** Characters of prepared text that a process keeps; what is searched again and again is folded once. */
const KEPT = 32_000_000;

const prepared = new Map<string, string>();
let size = 0;

function preparedText(content: string): string {
  const key = createHash("sha1").update(content).digest("base64");
  const known = prepared.get(key);
  const text = known ?? searchIndexText(content);
  // Last used, last to go.
  prepared.delete(key);
  prepared.set(key, text);
  if (known === undefined) size += text.length;
  for (const [oldest, old] of prepared) {
    if (size <= KEPT) break;
    prepared.delete(oldest);
    size -= old.length;
  }
  return text;
}

const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Prompts that match, in the order in which their projects come. One prompt (100,000 characters at most) is looked at
 * without a pause, never more: the search of somebody with megabytes of prompts holds nobody up.
 */
export async function searchPrompts(
  projects: AsyncIterable<{ id: string; prompts: readonly PromptRecord[] }>,
  phrases: SearchPhrase[],
  limit: number,
): Promise<ContentHits["prompts"]> {
  const found: ContentHits["prompts"] = [];
  for await (const { id: projectId, prompts } of projects) {
    for (const { id, role, content } of prompts) {
      await pause();
      if (!searchMatches(preparedText(content), phrases)) continue;
      found.push({ id, role, projectId, extract: searchExtract(content, phrases) });
      if (found.length === limit) return found;
    }
  }
  return found;
}
