import "server-only";
import type { Chat } from "@/lib/schemas";
import { getStore, type Scope } from "@/lib/store";

/** Chats of a project, newest activity first; none for a project that is not there. */
export async function projectChats(
  scope: Scope,
  projectId: string,
  limit: number,
): Promise<{ chats: Chat[]; nextCursor: string | null }> {
  const { chats } = await getStore();
  const { items, nextCursor } = await chats.list(scope, projectId, { limit });
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    chats: items.map(({ id, title, running, createdAt, updatedAt, activityAt }) => ({
      id,
      title,
      projectId,
      running,
      createdAt: iso(createdAt),
      updatedAt: iso(updatedAt),
      activityAt: iso(activityAt),
    })),
    nextCursor,
  };
}
