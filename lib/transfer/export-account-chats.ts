import { textOf, toChatDetail, toMessage } from "@/lib/chats";
import { downloadName } from "@/lib/files";
import { LIMITS, type Message } from "@/lib/schemas";
import { allItems, type ChatView, getStore, type MessageRecord, type Scope } from "@/lib/store";
import { isoTime } from "@/lib/time";
import type { ArchiveEntry } from "./archive";
import { section } from "./export-chat";

const MESSAGES_AT_ONCE = 50;
const EXCERPT = 60;

/** The message above each; null above the first ones. */
type Parents = Map<string, string | null>;

/** Each chat twice: to read, and with every branch and detail. */
export async function* chatEntries(
  scope: Scope,
  projectId: string,
  folder: string,
): AsyncGenerator<ArchiveEntry, void, undefined> {
  const { chats } = await getStore();
  for (const id of await chatIds(scope, projectId)) {
    const chat = await chats.get(scope, id);
    // Deleted meanwhile.
    if (!chat) continue;
    const name = `${folder}/${downloadName(chat.title, "chat")} (${id.slice(-6)})`;
    const modified = chat.activityAt;
    const parents: Parents = new Map();
    yield { name: `${name}.json`, modified, content: asJson(scope, chat, parents) };
    yield { name: `${name}.md`, modified, content: asMarkdown(scope, chat, parents) };
  }
}

async function chatIds(scope: Scope, projectId: string): Promise<string[]> {
  const { chats } = await getStore();
  const ids: string[] = [];
  const all = allItems((cursor) => chats.list(scope, projectId, { limit: LIMITS.pageMax, cursor }));
  for await (const { id } of all) ids.push(id);
  return ids.sort();
}

/** Every message of a chat, parents before their children. */
async function* messagesOf(scope: Scope, chatId: string): AsyncGenerator<Message, void, undefined> {
  const { messages } = await getStore();
  const all = allItems((cursor) => messages.list(scope, chatId, { limit: MESSAGES_AT_ONCE, cursor }));
  for await (const message of all) yield shown(message);
}

const shown = (record: MessageRecord): Message =>
  toMessage({ ...record, siblings: { index: 0, count: 1, ids: [] } });

/** @param parents filled while it is read */
async function* asJson(
  scope: Scope,
  chat: ChatView,
  parents: Parents,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { shares } = await getStore();
  const { running: _, ...detail } = toChatDetail(chat);
  const head = {
    chat: {
      ...detail,
      activeLeafId: chat.activeLeafId,
      shares: (await shares.list(scope, chat.id)).map(({ leafId, createdAt }) => ({
        leafId,
        createdAt: isoTime(createdAt),
      })),
    },
  };
  yield Buffer.from(`${JSON.stringify(head, null, 2).slice(0, -"\n}".length)},\n  "messages": [`);
  let first = true;
  for await (const message of messagesOf(scope, chat.id)) {
    const { siblings: _siblings, ...rest } = message;
    parents.set(message.id, message.parentId);
    yield Buffer.from(`${first ? "" : ","}\n    ${JSON.stringify(rest)}`);
    first = false;
  }
  yield Buffer.from("\n  ]\n}\n");
}

/**
 * The branch one sees first, then what was said instead of parts of it; where there are such parts they are read again, so
 * that only ids and excerpts are kept.
 */
async function* asMarkdown(
  scope: Scope,
  chat: ChatView,
  parents: Parents,
): AsyncGenerator<Uint8Array, void, undefined> {
  const branch = new Set<string>();
  for (let id = chat.activeLeafId; id && !branch.has(id); id = parents.get(id) ?? null) branch.add(id);

  yield Buffer.from(`# ${chat.title.replace(/\s+/g, " ")}\n`);
  const excerpts = new Map<string, string>();
  for await (const message of messagesOf(scope, chat.id)) {
    excerpts.set(message.id, excerptOf(message));
    if (branch.has(message.id)) yield Buffer.from(`\n${section(message)}\n`);
  }
  if ([...parents.keys()].every((id) => branch.has(id))) return;
  yield Buffer.from("\n# Other branches\n");
  for await (const message of messagesOf(scope, chat.id)) {
    if (branch.has(message.id)) continue;
    const above = message.parentId === null ? undefined : excerpts.get(message.parentId);
    const place = above === undefined ? "Another beginning" : `After “${above}”`;
    yield Buffer.from(`\n${section(message)}\n\n*${place}*\n`);
  }
}

function excerptOf(message: Message): string {
  const text = textOf(message.parts)
    .replace(/[\s*_#>`|]+/g, " ")
    .trim();
  const start = Array.from(text.slice(0, 2 * EXCERPT))
    .slice(0, EXCERPT)
    .join("");
  return start.length < text.length ? `${start}…` : start;
}
