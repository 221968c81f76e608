import type { Message } from "@/lib/schemas";

/** A message as the thread shows it. `key` stays when a local id becomes the server's, so that nothing remounts. */
export type ThreadMessage = Message & { key: string; errorText?: string };
export type MessagePage = { messages: Message[]; nextCursor: string | null };
/** `newer`: the branch goes on behind the page; `active`: it is the one that the chat goes on from. */
export type PlacedPage = MessagePage & { newer: boolean; active: boolean };

let counter = 0;
const LOCAL = "local-";
export const isLocal = (id: string) => id.startsWith(LOCAL);
const localId = () => `${LOCAL}${Date.now().toString(36)}-${counter++}`;

export function textOf(message: Pick<Message, "parts">): string {
  return message.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n\n");
}

export function localMessage(
  role: Message["role"],
  parentId: string | null,
  init: Partial<ThreadMessage> = {},
): ThreadMessage {
  const id = init.id ?? localId();
  return {
    key: id,
    id,
    parentId,
    role,
    parts: [],
    status: role === "user" ? "complete" : "streaming",
    siblings: { index: 0, count: 1, ids: [id] },
    release: null,
    createdAt: new Date().toISOString(),
    ...init,
  };
}

export function fromServer(message: Message, known?: ThreadMessage): ThreadMessage {
  if (known && says(known, message)) return known;
  const key = known?.key ?? message.id;
  // The last text may reach a viewer before the store: what is on screen never gets shorter under the reader.
  const shown = known && known.status !== "streaming" && message.status === "streaming";
  return shown
    ? { ...message, key, parts: known.parts, status: known.status }
    : { ...message, key, ...(known?.errorText ? { errorText: known.errorText } : {}) };
}

/** Whether the server says nothing new: then the view of it need not render again. */
function says({ key: _, errorText: __, ...known }: ThreadMessage, message: Message): boolean {
  return JSON.stringify(known) === JSON.stringify(message);
}

/**
 * Lays the newest page of the branch over what is shown: known messages keep their keys, local ones take over the
 * server's id, what lies before the page stays. `before` tells whether something older than the page was kept.
 */
export function mergeNewest(
  shown: readonly ThreadMessage[],
  page: MessagePage,
): { messages: ThreadMessage[]; before: boolean } {
  const byId = new Map(shown.map((message) => [message.id, message]));
  const [first] = page.messages;
  const at = first ? shown.findIndex((message) => message.id === first.id) : -1;
  const before = at > 0 ? shown.slice(0, at) : [];
  const waiting = shown.filter((message) => isLocal(message.id));
  const merged = page.messages.map((message) => {
    const known = byId.get(message.id);
    if (known) return fromServer(message, known);
    const duplicate = waiting.findIndex((local) => local.role === message.role && sameText(local, message));
    return fromServer(message, duplicate < 0 ? undefined : waiting.splice(duplicate, 1)[0]);
  });
  return { messages: [...before, ...merged], before: before.length > 0 };
}

function sameText(a: Message, b: Message): boolean {
  return a.role === "assistant" || textOf(a).trim() === textOf(b).trim();
}

/** The same message under the id that the server gave it. */
export function renamed(message: ThreadMessage, id: string): ThreadMessage {
  const ids = message.siblings.ids.map((sibling) => (sibling === message.id ? id : sibling));
  return { ...message, id, siblings: { ...message.siblings, ids } };
}

/** The siblings of `old` with one more at the end. */
export function withSibling(old: Message, id: string): Message["siblings"] {
  const ids = [...old.siblings.ids, id];
  return { index: ids.length - 1, count: ids.length, ids };
}
