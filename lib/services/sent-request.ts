import { sourcesOf } from "@/lib/ai/passages";
import { approximateTokens } from "@/lib/ai/tokens";
import type { PromptMessage } from "@/lib/ai/types";
import { notFound } from "@/lib/errors";
import type { SentRequest } from "@/lib/schemas";
import { getStore, type MessageView, type Scope } from "@/lib/store";
import { textOf } from "./chat-shapes";
import { requireChat } from "./chats";
import { loadHistory } from "./history";
import { withPassagesMessage } from "./reply-passages";
import { CONTINUE } from "./reply-request";
import { fillPrompts } from "./variables";

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
  const base: PromptMessage[] = [
    ...(request.variables ? fillPrompts(config.prompts, request.variables) : config.prompts),
    ...(await conversation(scope, message)),
  ];
  const messages = request.passages ? withPassagesMessage(base, sources, request.passages) : base;
  return {
    model: message.model ?? config.settings.model,
    temperature: config.settings.temperature,
    maxTokens: config.settings.maxTokens,
    messages,
    sources,
    promptTokens: messages.reduce((sum, { content }) => sum + approximateTokens(content) + 4, 3),
    droppedMessages: request.droppedMessages,
    configId: config.id,
    version: config.version,
  };
}

/** The part of the branch that was sent, and the message that was answered. */
async function conversation(scope: Scope, message: MessageView): Promise<PromptMessage[]> {
  const store = await getStore();
  const { continues, fromMessageId } = message.request ?? {};
  const parent = message.parentId ? await store.messages.get(scope, message.chatId, message.parentId) : null;
  const goesOn = continues !== undefined;
  const leafId = goesOn ? message.id : (parent?.parentId ?? null);
  const all =
    leafId && fromMessageId ? await loadHistory(scope, message.chatId, leafId, Number.POSITIVE_INFINITY) : [];
  const from = all.findIndex((entry) => entry.id === fromMessageId);
  const history = from < 0 ? [] : all.slice(from);
  const sent = history.map(({ id, role, content }) => ({
    role,
    content: id === message.id && goesOn ? content.slice(0, continues) : content,
  }));
  const last = goesOn ? CONTINUE : textOf(parent?.parts ?? []);
  return [...sent, { role: "user", content: last }];
}
