import { ApiError, api } from "@/lib/client/api";
import { publish } from "@/lib/client/live";
import type { Chat } from "@/lib/schemas";

export type ChatPage = { chats: Chat[]; nextCursor: string | null };

/** Requests under way at once, so that a long selection does not fill the browser's connections. */
const AT_ONCE = 4;

export function readChats(projectId: string, archived: boolean, cursor: string | null): Promise<ChatPage> {
  const query = new URLSearchParams({ archived: String(archived), ...(cursor ? { cursor } : {}) });
  return api<ChatPage>(`/api/projects/${projectId}/chats?${query}`);
}

/** @returns the ids of those that were changed. */
export function markChats(chats: Chat[], archived: boolean): Promise<Set<string>> {
  return each(chats, async (chat) => {
    const body = archived ? { archived, pinned: false } : { archived };
    const data = await api<{ chat: Chat }>(`/api/chats/${chat.id}`, { method: "PATCH", body });
    publish({ type: "chat", chat: data.chat });
  });
}

/** @returns the ids of those that are gone. */
export function deleteChats(chats: Chat[]): Promise<Set<string>> {
  return each(chats, async (chat) => {
    try {
      await api(`/api/chats/${chat.id}`, { method: "DELETE" });
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    }
    publish({ type: "chat-removed", projectId: chat.projectId, chatId: chat.id });
  });
}

async function each(chats: Chat[], work: (chat: Chat) => Promise<void>): Promise<Set<string>> {
  const done = new Set<string>();
  const waiting = [...chats];
  const worker = async () => {
    for (let chat = waiting.shift(); chat; chat = waiting.shift()) {
      const { id } = chat;
      await work(chat).then(
        () => done.add(id),
        () => undefined,
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return done;
}
