import type { z } from "zod";
import { localRun, recoverChat, tellFeedback } from "@/lib/chats/run";
import { notFound } from "@/lib/errors";
import type { feedbackInputSchema, Message, MessagesQuery } from "@/lib/schemas";
import { getStore, type MessageView, type PageRequest, type Scope } from "@/lib/store";
import { wakeWebhooks } from "@/lib/webhooks";
import { requireChat } from "./chats";
import { toMessage } from "./shapes";

type MessagePage = { messages: Message[]; nextCursor: string | null };
type PlacedPage = MessagePage & { newer: boolean; active: boolean };

/**
 * The newest page of the active branch in reading order; the cursor leads back in time. With `around` or `after` the page
 * about one message. @throws not_found
 */
export async function listMessages(
  scope: Scope,
  chatId: string,
  { around, after, ...page }: MessagesQuery,
): Promise<MessagePage | PlacedPage> {
  await recoverChat(scope, chatId);
  const { activeLeafId } = await requireChat(scope, chatId);
  if (around !== undefined) return pageAround(scope, chatId, activeLeafId, around, page.limit);
  if (after !== undefined) return pageAfter(scope, chatId, activeLeafId, after, page.limit);
  return activeLeafId ? pageUpTo(scope, chatId, activeLeafId, page) : { messages: [], nextCursor: null };
}

async function pageUpTo(
  scope: Scope,
  chatId: string,
  leafId: string,
  page: PageRequest,
): Promise<MessagePage> {
  const store = await getStore();
  const { items, nextCursor } = await store.messages.branch(scope, chatId, leafId, page);
  return { messages: items.map((item) => toMessage(withLiveParts(scope, item))), nextCursor };
}

/** A message off the active branch is shown on the newest branch that it is part of. */
async function pageAround(
  scope: Scope,
  chatId: string,
  activeLeafId: string | null,
  id: string,
  limit: number,
): Promise<PlacedPage> {
  const { messages } = await getStore();
  const half = Math.floor((limit - 1) / 2);
  const here = activeLeafId && (await messages.along(scope, chatId, activeLeafId, id, half));
  const leaf = here ? activeLeafId : await messages.leafBelow(scope, chatId, id);
  const end = here || (leaf && (await messages.along(scope, chatId, leaf, id, half)));
  if (!leaf || !end) throw notFound("Message");
  const page = await pageUpTo(scope, chatId, end, { limit });
  return { ...page, newer: end !== leaf, active: Boolean(here) };
}

async function pageAfter(
  scope: Scope,
  chatId: string,
  activeLeafId: string | null,
  id: string,
  limit: number,
): Promise<PlacedPage> {
  const { messages } = await getStore();
  const end = activeLeafId && (await messages.along(scope, chatId, activeLeafId, id, limit));
  if (!end) throw notFound("Message");
  const page = await pageUpTo(scope, chatId, end, { limit });
  const at = page.messages.findIndex((message) => message.id === id);
  return { ...page, messages: page.messages.slice(at + 1), newer: end !== activeLeafId, active: true };
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
  { rating, note, reasons = [] }: z.infer<typeof feedbackInputSchema>,
): Promise<Message> {
  const store = await getStore();
  const why = rating === "down" ? [...new Set(reasons)] : [];
  const feedback = rating && {
    rating,
    ...(note ? { note } : {}),
    ...(why.length > 0 ? { reasons: why } : {}),
  };
  const message = await store.messages.setFeedback(scope, chatId, messageId, feedback, tellFeedback);
  if (!message) throw notFound("Message");
  wakeWebhooks();
  return toMessage(message);
}
