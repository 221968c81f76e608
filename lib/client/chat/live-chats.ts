import type { Chat } from "@/lib/schemas";
import { feedConnected } from "../feed";
import { type LiveEvent, publish } from "../live";
import type { ChatSession } from "./session";
import { httpTransport } from "./transport";

/** News of what this page did itself arrive shortly after it; they say nothing new (ms). */
const ECHO_MS = 4_000;

/**
 * Tells the rest of the page (sidebar, title) when a chat comes to be, begins to answer and has answered. Where the
 * feed is connected the server tells it.
 */
export function announceChanges(session: ChatSession): void {
  let known = session.state;
  session.subscribe(() => {
    const before = known;
    known = session.state;
    const { chatId, phase } = known;
    const ended = before.phase !== "idle" && phase === "idle";
    if (ended) session.endedAt = Date.now();
    if (!chatId || feedConnected()) return;
    const appeared = before.chatId === null;
    const began = before.phase === "submitting" && phase === "streaming";
    if (appeared || began || ended) void tell(chatId);
  });
}

/** A session hears of what other windows and devices did to its chat. */
export function hear(session: ChatSession, event: LiveEvent): void {
  if (event.type === "reset") session.outdated();
  else if (event.type === "chat-removed" && event.chatId === session.state.chatId) session.leave();
  else if (event.type === "chat" && event.chat.id === session.state.chatId) changed(session, event.chat);
}

function changed(session: ChatSession, chat: Chat): void {
  if (session.busy) return;
  if (chat.running || Date.now() - session.endedAt > ECHO_MS) session.outdated();
}

async function tell(chatId: string): Promise<void> {
  try {
    publish({ type: "chat", chat: await httpTransport.chat(chatId) });
  } catch {
    // The list is a convenience; it learns of the chat the next time it is read.
  }
}
