import { publish } from "../live";
import type { ChatSession } from "./session";
import { httpTransport } from "./transport";

/** Tells the rest of the page (sidebar, title) when a chat comes to be, begins to answer and has answered. */
export function announceChanges(session: ChatSession): void {
  let known = session.state;
  session.subscribe(() => {
    const before = known;
    known = session.state;
    const { chatId, phase } = known;
    if (!chatId) return;
    const appeared = before.chatId === null;
    const began = before.phase === "submitting" && phase === "streaming";
    const ended = before.phase !== "idle" && phase === "idle";
    if (appeared || began || ended) void tell(chatId);
  });
}

async function tell(chatId: string): Promise<void> {
  try {
    publish({ type: "chat", chat: await httpTransport.chat(chatId) });
  } catch {
    // The list is a convenience; it learns of the chat the next time it is read.
  }
}
