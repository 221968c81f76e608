import { projectScope } from "@/lib/auth";
import { isAppError, notFound } from "@/lib/errors";
import type { PageQuery, ProjectSharedChat, ProjectSharedMessages } from "@/lib/schemas";
import { type ChatRecord, getStore, type Scope } from "@/lib/store";
import { isoTime } from "@/lib/time";
import { toSharedMessage } from "./shapes";

async function toShared({
  id,
  title,
  ownerId,
  sharedAt,
  activityAt,
}: ChatRecord): Promise<ProjectSharedChat> {
  const author = await (await getStore()).users.get(ownerId);
  return {
    id,
    title,
    author: { id: ownerId, name: author?.name ?? "" },
    sharedAt: isoTime(sharedAt ?? activityAt),
    activityAt: isoTime(activityAt),
  };
}

/** Chats that their authors share with everybody on the project, the one shared last first. */
export async function listSharedChats(
  scope: Scope,
  projectId: string,
  page: PageQuery,
): Promise<{ chats: ProjectSharedChat[]; nextCursor: string | null }> {
  const { items, nextCursor } = await (await getStore()).chats.sharedIn(scope, projectId, page);
  return { chats: await Promise.all(items.map(toShared)), nextCursor };
}

/**
 * The active branch of one, as its author sees it now: texts and names of attached files. Newest page first.
 * @throws not_found, also once its author left the project or shares it no more
 */
export async function readSharedChat(
  scope: Scope,
  projectId: string,
  chatId: string,
  page: PageQuery,
): Promise<ProjectSharedMessages> {
  const store = await getStore();
  const chat = await store.chats.sharedChat(scope, projectId, chatId);
  if (!chat) throw notFound("Chat");
  const authors = await projectScope({ userId: chat.ownerId }, projectId).catch((error) => {
    throw isAppError(error, "not_found") ? notFound("Chat") : error;
  });
  const { items, nextCursor } = chat.activeLeafId
    ? await store.messages.branch(authors, chatId, chat.activeLeafId, page)
    : { items: [], nextCursor: null };
  return { ...(await toShared(chat)), messages: items.map(toSharedMessage), nextCursor };
}
