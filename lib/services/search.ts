import type { z } from "zod";
import type { SearchHit, searchQuerySchema } from "@/lib/schemas";
import { getStore, type Scope } from "@/lib/store";

/** Chats and messages of the caller that contain everything that is asked for; titles first, then newest first. */
export async function searchChats(
  scope: Scope,
  { q, ...page }: z.infer<typeof searchQuerySchema>,
): Promise<{ results: SearchHit[]; nextCursor: string | null }> {
  const store = await getStore();
  const { items, nextCursor } = await store.search.query(scope, q, page);
  const results = items.map(({ chat, message, extract }) => ({
    chat: {
      id: chat.id,
      projectId: chat.projectId,
      title: chat.title,
      activityAt: new Date(chat.activityAt).toISOString(),
    },
    message: message && {
      id: message.id,
      role: message.role,
      createdAt: new Date(message.createdAt).toISOString(),
    },
    extract,
  }));
  return { results, nextCursor };
}
