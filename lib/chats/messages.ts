import type { z } from "zod";
import { localRun, recoverChat } from "@/lib/chats/run";
import { notFound } from "@/lib/errors";
import type { feedbackInputSchema, Message, PageQuery } from "@/lib/schemas";
import { getStore, type MessageView, type Scope } from "@/lib/store";
import { requireChat } from "./chats";
import { toMessage } from "./shapes";

/** The newest page of the active branch in reading order; the cursor leads back in time. @throws not_found */
export async function listMessages(
  scope: Scope,
  chatId: string,
  page: PageQuery,
): Promise<{ messages: Message[]; nextCursor: string | null }> {
  const store = await getStore();
  await recoverChat(scope, chatId);
  const chat = await requireChat(scope, chatId);
  if (!chat.activeLeafId) return { messages: [], nextCursor: null };
  const { items, nextCursor } = await store.messages.branch(scope, chatId, chat.activeLeafId, page);
  return { messages: items.map((item) => toMessage(withLiveParts(scope, item))), nextCursor };
}

/** The store is a few seconds behind a reply that grows. */
function withLiveParts(scope: Scope, message: MessageView): MessageView {
  if (message.status !== "streaming") return message;
  const run = localRun(scope, message.chatId);
  return run?.messageId === message.id ? { ...message, parts: run.parts() } : message;
}

/** `null` takes the rating back. @throws not_found */
export async function setFeedback(
  scope: Scope,
  chatId: string,
  messageId: string,
  { rating, note }: z.infer<typeof feedbackInputSchema>,
): Promise<Message> {
  const store = await getStore();
  const feedback = rating === null ? null : { rating, ...(note ? { note } : {}) };
  const message = await store.messages.setFeedback(scope, chatId, messageId, feedback);
  if (!message) throw notFound("Message");
  return toMessage(message);
}
