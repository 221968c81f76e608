import type { Chat } from "@/lib/schemas";

/** Opens the chat as one printable page, which asks for the printer by itself. */
export function printChat(chat: Pick<Chat, "id">): void {
  window.open(`/print/${chat.id}`, "_blank", "noopener");
}
