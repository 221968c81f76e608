import { openEmbed, visitorStands } from "@/lib/auth";
import {
  deleteChat,
  followChat,
  listChats,
  listMessages,
  numberOf,
  replyStream,
  sendMessage,
  setFeedback,
  stopChat,
  textOf,
} from "@/lib/chats";
import { AppError, invalid, isAppError, notFound } from "@/lib/errors";
import type {
  Chat,
  Message,
  PageQuery,
  VisitorChat,
  VisitorMessage,
  VisitorMessageInput,
} from "@/lib/schemas";
import type { OpenEmbed, Scope } from "@/lib/store";
import { isOwnRefusal, spentToday, visitorBudget } from "./budget";

/** A visitor, and where they ask from. */
export type Visit = { scope: Scope; projectId: string; visitorId: string; address: string };

async function requireEmbed(projectId: string): Promise<OpenEmbed> {
  const embed = await openEmbed(projectId);
  if (!embed) throw notFound("Assistant");
  return embed;
}

const formatOf = ({ settings }: OpenEmbed) => (settings.sources ? "visitor-sources" : "visitor");

/**
 * Stores a visitor's message and starts the reply, from what is live, within what visitor, address and embed may take.
 * @throws not_found for a chat that is not theirs; `run_active`; `validation_failed` on `message`; `budget_exceeded`,
 *   `rate_limited`; `busy` when the assistant can't answer as it is set up
 */
export async function sendAsVisitor(visit: Visit, input: VisitorMessageInput, key: string | null) {
  const { scope, projectId, visitorId, address } = visit;
  const embed = await requireEmbed(projectId);
  const reserve = visitorBudget(visitorId, address, embed.settings.limits);
  const { message, chatId } = input;
  const body = { message, ...(chatId === undefined ? {} : { chatId }) };
  const run = await sendMessage(scope, projectId, body, key, reserve).catch((error) => {
    throw plainly(error);
  });
  // Who was forgotten, or shut out, while this began leaves no new chat behind.
  if (!(await visitorStands(visitorId))) {
    const undo = chatId === undefined ? deleteChat : stopChat;
    await undo(scope, run.chatId).catch(() => undefined);
    throw new AppError("unauthenticated");
  }
  return {
    stream: () => replyStream(run, formatOf(embed)),
    async whole() {
      const { status, parts } = await run.outcome;
      if (status === "failed") throw new AppError("provider_failed");
      if (status === "interrupted")
        throw new AppError("busy", { message: "The server stopped during the reply" });
      const sources = embed.settings.sources ? { sources: sourcesIn(parts) } : {};
      return { chatId: run.chatId, messageId: run.messageId, message: textOf(parts), status, ...sources };
    },
  };
}

/** What went wrong without naming the assistant's model, prompts or variables, or its owner's limits. */
function plainly(error: unknown): unknown {
  if (isAppError(error, "budget_exceeded")) return isOwnRefusal(error) ? error : spentToday(error.headers);
  if (!isAppError(error, "validation_failed")) return error;
  const path = error.errors?.[0]?.path;
  if (path === "message") return invalid("message", "The message is too long for this assistant");
  if (path === "Idempotency-Key") return error;
  return new AppError("busy", { message: "This assistant can’t answer at the moment", cause: error });
}

export async function visitorChats(
  { scope, projectId }: Visit,
  page: PageQuery,
): Promise<{ chats: VisitorChat[]; nextCursor: string | null }> {
  const { chats, nextCursor } = await listChats(scope, projectId, { ...page, archived: false });
  return { chats: chats.map(toVisitorChat), nextCursor };
}

const toVisitorChat = ({ id, title, running, createdAt, activityAt }: Chat): VisitorChat => ({
  id,
  title,
  running,
  createdAt,
  activityAt,
});

/** @throws not_found */
export async function visitorMessages(
  { scope, projectId }: Visit,
  chatId: string,
  page: PageQuery,
): Promise<{ messages: VisitorMessage[]; nextCursor: string | null }> {
  const { settings } = await requireEmbed(projectId);
  const { messages, nextCursor } = await listMessages(scope, chatId, page);
  return { messages: messages.map((message) => toVisitorMessage(message, settings.sources)), nextCursor };
}

function toVisitorMessage(message: Message, shown: boolean): VisitorMessage {
  const { id, role, parts, status, feedback, createdAt } = message;
  const sources = shown && role === "assistant" ? { sources: sourcesIn(parts) } : {};
  return { id, role, text: textOf(parts), status, ...sources, rating: feedback?.rating ?? null, createdAt };
}

function sourcesIn(parts: Message["parts"]): { number: number; title: string }[] {
  return parts.flatMap((part) =>
    part.type === "source-document" ? [{ number: numberOf(part.providerMetadata), title: part.title }] : [],
  );
}

/** The reply under way, from its start or behind `lastEventId`; null: there is none. @throws not_found */
export async function followAsVisitor(
  { scope, projectId }: Visit,
  chatId: string,
  lastEventId: string | null,
): Promise<ReadableStream<Uint8Array> | null> {
  return followChat(scope, chatId, lastEventId, formatOf(await requireEmbed(projectId)));
}

/** @throws not_found */
export const deleteAsVisitor = ({ scope }: Visit, chatId: string): Promise<void> => deleteChat(scope, chatId);

/** @throws not_found */
export const stopAsVisitor = ({ scope }: Visit, chatId: string): Promise<{ stopped: boolean }> =>
  stopChat(scope, chatId);

/** @throws not_found */
export async function rateAsVisitor(
  { scope }: Visit,
  chatId: string,
  messageId: string,
  rating: "up" | "down" | null,
): Promise<void> {
  await setFeedback(scope, chatId, messageId, { rating });
}
