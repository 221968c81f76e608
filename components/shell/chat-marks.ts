import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import { keepChat, removeChatSoon, UNDO_MS } from "@/lib/client/leaving-chats";
import { publish } from "@/lib/client/live";
import { saveFrom } from "@/lib/client/save";
import type { Chat } from "@/lib/schemas";
import { menuText } from "@/lib/text/menus";

type Go = (path: string) => void;

export const chatPath = (chat: Pick<Chat, "id" | "projectId">): string =>
  `/projects/${chat.projectId}/chats/${chat.id}`;

/** Pins, archives or brings back; shown at once, and taken back when the server refuses. */
export async function markChat(
  chat: Chat,
  marks: { pinned?: boolean; archived?: boolean },
): Promise<boolean> {
  publish({ type: "chat", chat: { ...chat, ...marks } });
  try {
    const data = await api<{ chat: Chat }>(`/api/chats/${chat.id}`, { method: "PATCH", body: marks });
    publish({ type: "chat", chat: data.chat });
    return true;
  } catch (error) {
    publish({ type: "chat", chat });
    toast.error(menuText.chatChange.notChanged(messageOf(error)));
    return false;
  }
}

/** Puts a chat aside, which can be undone; an open one makes way for a new chat. */
export async function archiveChat(chat: Chat, open: boolean, go: Go): Promise<void> {
  if (!(await markChat(chat, { archived: true, pinned: false }))) return;
  if (open) go(`/projects/${chat.projectId}`);
  toast.info(menuText.chatChange.archived, {
    id: `archive-${chat.id}`,
    action: {
      label: menuText.chatChange.undo,
      run: () => void markChat(chat, { archived: false, pinned: chat.pinned }),
    },
  });
}

/** Deletes after a while in which it can be undone; an open one makes way for a new chat. */
export function deleteChatSoon(chat: Chat, open: boolean, go: Go): void {
  removeChatSoon(chat, (error) => toast.error(menuText.chatChange.notDeleted(messageOf(error))));
  if (open) go(`/projects/${chat.projectId}`);
  toast.info(menuText.chatChange.deleted, {
    id: `delete-${chat.id}`,
    duration: UNDO_MS,
    action: {
      label: menuText.chatChange.undo,
      run: () => {
        if (keepChat(chat.id) && open) go(chatPath(chat));
      },
    },
  });
}

export async function exportChat(chat: Pick<Chat, "id">, format: "md" | "json"): Promise<void> {
  try {
    await saveFrom(`/api/chats/${chat.id}/export?format=${format}`);
  } catch (error) {
    toast.error(menuText.chatChange.notExported(messageOf(error)));
  }
}
