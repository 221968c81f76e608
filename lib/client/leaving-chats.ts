import type { Chat } from "@/lib/schemas";
import { api } from "./api";
import { publish } from "./live";

/** How long a removal can be taken back, in ms. */
export const UNDO_MS = 6_000;

const leaving = new Map<string, { chat: Chat; timer: ReturnType<typeof setTimeout> }>();

/** Whether the person has removed this chat and the server does not know yet: lists leave it out. */
export function isLeaving(chatId: string): boolean {
  return leaving.has(chatId);
}

/**
 * Takes a chat off the page now and off the server after {@link UNDO_MS}, or at once when the page is left.
 * `onFailed` hears when the server refused; the chat is back in the lists then.
 */
export function removeChatSoon(chat: Chat, onFailed: (error: unknown) => void): void {
  if (leaving.has(chat.id)) return;
  const timer = setTimeout(() => void remove(chat.id, onFailed), UNDO_MS);
  leaving.set(chat.id, { chat, timer });
  publish({ type: "chat-removed", projectId: chat.projectId, chatId: chat.id });
}

/** False when it is too late. */
export function keepChat(chatId: string): boolean {
  const entry = leaving.get(chatId);
  if (!entry) return false;
  clearTimeout(entry.timer);
  leaving.delete(chatId);
  publish({ type: "chat", chat: entry.chat });
  return true;
}

async function remove(chatId: string, onFailed: (error: unknown) => void): Promise<void> {
  const entry = leaving.get(chatId);
  if (!entry) return;
  try {
    await api(`/api/chats/${encodeURIComponent(chatId)}`, { method: "DELETE" });
  } catch (error) {
    // Removed elsewhere meanwhile: the wish is fulfilled.
    if (isMissing(error)) return;
    leaving.delete(chatId);
    publish({ type: "chat", chat: entry.chat });
    onFailed(error);
    return;
  }
  // Stays among the leaving: a list that was asked for before the removal may still arrive with it.
  setTimeout(() => leaving.delete(chatId), 10_000);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "status" in error && error.status === 404;
}

if (typeof window !== "undefined") {
  window.addEventListener("pagehide", () => {
    for (const [chatId, { timer }] of leaving) {
      clearTimeout(timer);
      void api(`/api/chats/${encodeURIComponent(chatId)}`, { method: "DELETE", keepalive: true }).catch(
        () => {},
      );
    }
  });
}
