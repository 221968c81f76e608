import type { PromptMessage } from "@/lib/ai";
import { approximateTokens, MESSAGE_OVERHEAD, PICTURE_TOKENS } from "@/lib/ai";
import { notFound } from "@/lib/errors";
import type { SentRequest } from "@/lib/schemas";
import { getStore, type MessageView, type Scope } from "@/lib/store";
import { requireChat } from "../chats";
import { attachedTo, contentUrl, filedMessage } from "../prompt/attached";
import { withPassagesMessage } from "../prompt/passage-plan";
import { sourcesOf } from "../prompt/passages";
import { CONTINUE } from "../prompt/request";
import { answered, asTurns } from "../prompt/turns";
import { fillPrompts } from "../prompt/variables";
import { textOf } from "../shapes";
import { loadHistory } from "./history";

/**
 * What the model received for a reply, written again from what was kept of it: the configuration of that moment, the
 * messages of the branch, the passages as they were.
 * @throws not_found, also for messages that no model wrote
 */
export async function sentRequest(scope: Scope, chatId: string, messageId: string): Promise<SentRequest> {
  const store = await getStore();
  const chat = await requireChat(scope, chatId);
  const message = await store.messages.get(scope, chatId, messageId);
  if (!message?.request) throw notFound("Message");
  const { request, parts } = message;
  const config = await store.configs.get(scope, chat.projectId, request.configId);
  if (!config) throw notFound("Message");
  const sources = request.passages ? sourcesOf(parts) : [];
  const base = asTurns([
    ...(request.variables ? fillPrompts(config.prompts, request.variables) : config.prompts),
    ...(await conversation(scope, message)),
  ]);
  const messages = request.passages ? withPassagesMessage(base, sources, request.passages) : base;
  return {
    model: message.model ?? config.settings.model,
    temperature: config.settings.temperature,
    maxTokens: config.settings.maxTokens,
    messages: messages.map((entry) => toSent(chat.projectId, entry)),
    sources,
    promptTokens: tokensOfMessages(messages),
    droppedMessages: request.droppedMessages,
    configId: config.id,
    version: config.version,
  };
}

/** Estimated. */
export const tokensOfMessages = (messages: PromptMessage[]): number =>
  messages.reduce((sum, entry) => sum + tokensOf(entry), 3);
const tokensOf = ({ content, pictures = [] }: PromptMessage) =>
  approximateTokens(content) + MESSAGE_OVERHEAD + pictures.length * PICTURE_TOKENS;

export const toSent = (projectId: string, { role, content, pictures = [] }: PromptMessage) => ({
  role,
  content,
  ...(pictures.length > 0
    ? {
        pictures: pictures.map(({ fileId, mediaType }) => ({
          mediaType,
          url: contentUrl(projectId, fileId),
        })),
      }
    : {}),
});

/** The part of the branch that was sent, and the message that was answered. */
async function conversation(scope: Scope, message: MessageView): Promise<PromptMessage[]> {
  const pictures = new Set(message.request?.pictures ?? []);
  const store = await getStore();
  const { continues, fromMessageId } = message.request ?? {};
  const parent = message.parentId ? await store.messages.get(scope, message.chatId, message.parentId) : null;
  const goesOn = continues !== undefined;
  const leafId = goesOn ? message.id : (parent?.parentId ?? null);
  const all =
    leafId && fromMessageId ? await loadHistory(scope, message.chatId, leafId, Number.POSITIVE_INFINITY) : [];
  const from = all.findIndex((entry) => entry.id === fromMessageId);
  const history = from < 0 ? [] : answered(all.slice(from));
  const sent = history.map((entry) =>
    entry.id === message.id && goesOn
      ? { role: entry.role, content: entry.content.slice(0, continues) }
      : filedMessage(entry, pictures),
  );
  const parts = goesOn ? [] : (parent?.parts ?? []);
  const content = goesOn ? CONTINUE : textOf(parts);
  return [...sent, filedMessage({ role: "user", content, files: attachedTo(parts) }, pictures)];
}
