import type { z } from "zod";
import type { FileHit, PromptHit, SearchHit, searchQuerySchema } from "@/lib/schemas";
import { getStore, type Scope } from "@/lib/store";
import { isoTime } from "@/lib/time";

type Found = { results: SearchHit[]; nextCursor: string | null; files?: FileHit[]; prompts?: PromptHit[] };

/**
 * Chats and messages of the caller that contain everything that is asked for; titles first, then newest first. With
 * `in: "everything"` the first page also has files and prompts.
 */
export async function searchChats(
  scope: Scope,
  { q, in: where, ...page }: z.infer<typeof searchQuerySchema>,
): Promise<Found> {
  const store = await getStore();
  const beside = where === "everything" && page.cursor === undefined;
  const [{ items, nextCursor }, contents] = await Promise.all([
    store.search.query(scope, q, page),
    beside ? store.search.contents(scope, q, page.limit) : {},
  ]);
  const results = items.map(({ chat, message, extract }) => ({
    chat: {
      id: chat.id,
      projectId: chat.projectId,
      title: chat.title,
      activityAt: isoTime(chat.activityAt),
    },
    message: message && {
      id: message.id,
      role: message.role,
      createdAt: isoTime(message.createdAt),
    },
    extract,
  }));
  return { results, nextCursor, ...contents };
}
