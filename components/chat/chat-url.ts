/** `/projects/:projectId/chats/:chatId` → the chat's id; null on the project's page for a new chat. */
export function chatIdOf(pathname: string): string | null {
  const match = /^\/projects\/[^/]+\/chats\/([^/]+)/.exec(pathname);
  return match?.[1] ? decodeURIComponent(match[1]) : null;
}

/** With `messageId` the chat opens at that message. */
export function chatUrl(projectId: string, chatId: string, messageId?: string): string {
  const place = messageId === undefined ? "" : `#${MESSAGE}${encodeURIComponent(messageId)}`;
  return `/projects/${encodeURIComponent(projectId)}/chats/${encodeURIComponent(chatId)}${place}`;
}

const MESSAGE = "message-";

/** The message that an address leads to, out of its part behind the #. */
export function messageIdOf(hash: string): string | null {
  const match = /^#message-([0-9a-f]{24})$/.exec(hash);
  return match?.[1] ?? null;
}
