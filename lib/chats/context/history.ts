import { approximateTokens } from "@/lib/ai";
import { LIMITS } from "@/lib/schemas";
import { getStore, type Scope } from "@/lib/store";
import { attachedTo, type FiledMessage } from "../prompt/attached";
import { textOf } from "../shapes";

/**
 * The branch that ends in `leafId`, oldest first, read back in time until it is surely more than `tokens`. Messages
 * without text (a reply that failed at once) say nothing to a model.
 */
export async function loadHistory(
  scope: Scope,
  chatId: string,
  leafId: string,
  tokens: number,
): Promise<FiledMessage[]> {
  const store = await getStore();
  const history: FiledMessage[] = [];
  let cursor: string | undefined;
  let read = 0;
  do {
    const page = await store.messages.branch(scope, chatId, leafId, { limit: LIMITS.pageMax, cursor });
    const texts = page.items
      .map(({ id, role, parts }) => ({ id, role, content: textOf(parts), files: attachedTo(parts) }))
      .filter(({ content }) => content !== "");
    history.unshift(...texts);
    read += texts.reduce((sum, { content }) => sum + approximateTokens(content), 0);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && read < tokens * 2);
  return history;
}
