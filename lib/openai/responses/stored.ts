import { getChat, listMessages, textOf } from "@/lib/chats";
import { newId } from "@/lib/ids";
import { getStore, type Scope } from "@/lib/store";
import { DialectError, faultyField } from "../errors";
import { inputItems, type StoredItem } from "./items";
import type { ResponseInput, ResponseItem } from "./schema";
import type { ResponseObject } from "./shape";

/** How long responses and conversations are kept, as OpenAI does. Milliseconds. */
const KEPT_MS = 30 * 86_400_000;
/** Answers that one chain may have; it bounds the reads of one request. */
const CHAIN_MAX = 500;

/** Where in our chats an answer stands, and where the next one goes on. */
export type Place = { chatId: string | null; leafId: string | null };
export type StoredResponse = { response: ResponseObject; input: StoredItem[]; place: Place };
export type StoredConversation = {
  id: string;
  createdAt: number;
  metadata: Record<string, string>;
  items: StoredItem[];
};

/** What the model is told before the input, and where an answer is kept. */
export type Context = { items: ResponseItem[]; place: Place; conversation: StoredConversation | null };

async function read<T>(scope: Scope, id: string): Promise<T | null> {
  const found = await (await getStore()).answers.get(scope, id, Date.now());
  return found ? (JSON.parse(found.data) as T) : null;
}

async function write(scope: Scope, projectId: string, id: string, chatId: string | null, data: unknown) {
  const createdAt = Date.now();
  const record = { id, projectId, chatId, data: JSON.stringify(data), createdAt };
  await (await getStore()).answers.put(scope, { ...record, expiresAt: createdAt + KEPT_MS });
}

export const putResponse = (scope: Scope, projectId: string, stored: StoredResponse) =>
  write(scope, projectId, stored.response.id, stored.place.chatId, stored);

/** @throws 404 */
export async function requireResponse(scope: Scope, id: string): Promise<StoredResponse> {
  const stored = id.startsWith("resp_") ? await read<StoredResponse>(scope, id) : null;
  if (!stored) throw new DialectError(404, `Response with id '${id.slice(0, 100)}' not found.`);
  return stored;
}

/** @throws 404 */
export async function removeStored(scope: Scope, id: string, what: string): Promise<void> {
  if (await (await getStore()).answers.remove(scope, id)) return;
  throw new DialectError(404, `${what} with id '${id.slice(0, 100)}' not found.`);
}

/** @throws 400 when what the request goes on from is not there */
export async function contextOf(scope: Scope, projectId: string, input: ResponseInput): Promise<Context> {
  const { previous_response_id: previous, conversation } = input;
  if (previous && conversation) {
    throw faultyField("conversation", "'conversation' and 'previous_response_id' can't be used together.");
  }
  if (previous) return chain(scope, previous);
  const id = typeof conversation === "string" ? conversation : conversation?.id;
  if (!id) return { items: [], place: { chatId: null, leafId: null }, conversation: null };
  const found = await findConversation(scope, projectId, id);
  if (!found) throw new DialectError(404, `Conversation with id '${id.slice(0, 100)}' not found.`);
  const { activeLeafId } = (await chatOf(scope, found.id)) ?? { activeLeafId: null };
  const place = { chatId: chatIdOf(found.id), leafId: activeLeafId };
  return { items: found.items, place, conversation: found };
}

async function chain(scope: Scope, previous: string): Promise<Context> {
  const links: StoredResponse[] = [];
  let id: string | null = previous;
  while (id !== null && links.length < CHAIN_MAX) {
    const stored: StoredResponse | null = await read<StoredResponse>(scope, id);
    if (!stored) {
      throw new DialectError(400, `Previous response with id '${previous.slice(0, 100)}' not found.`, {
        param: "previous_response_id",
        code: "previous_response_not_found",
      });
    }
    links.unshift(stored);
    id = stored.response.previous_response_id;
  }
  const items = links.flatMap(({ input, response }) => [...input, ...(response.output as StoredItem[])]);
  const { place } = links.at(-1) ?? { place: { chatId: null, leafId: null } };
  return { items, place, conversation: null };
}

const chatIdOf = (conversationId: string) => conversationId.replace(/^conv_/, "");

async function chatOf(scope: Scope, conversationId: string) {
  return (await getStore()).chats.get(scope, chatIdOf(conversationId));
}

/** A conversation that was made as one, or a chat of the key's. */
export async function findConversation(
  scope: Scope,
  projectId: string,
  id: string,
): Promise<StoredConversation | null> {
  if (!id.startsWith("conv_")) return null;
  const stored = await read<StoredConversation>(scope, id);
  if (stored) return stored;
  const chatId = chatIdOf(id);
  const chat = await getChat(scope, chatId).catch(() => null);
  if (!chat || chat.projectId !== projectId) return null;
  const { messages } = await listMessages(scope, chatId, { limit: 100 });
  const items = messages.flatMap(({ role, parts }): ResponseItem[] => {
    const content = textOf(parts);
    return content === "" ? [] : [{ type: "message", role, content }];
  });
  const createdAt = Math.floor(Date.parse(chat.createdAt) / 1000);
  return { id, createdAt, metadata: {}, items: inputItems(items) };
}

export const newConversation = (
  items: ResponseItem[],
  metadata: Record<string, string>,
): StoredConversation => ({
  id: `conv_${newId()}`,
  createdAt: Math.floor(Date.now() / 1000),
  metadata,
  items: inputItems(items),
});

/** With its chat, once there is one. */
export async function putConversation(
  scope: Scope,
  projectId: string,
  conversation: StoredConversation,
): Promise<void> {
  const chat = await chatOf(scope, conversation.id);
  await write(scope, projectId, conversation.id, chat?.id ?? null, conversation);
}
