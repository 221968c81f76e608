/** `/projects/:projectId/chats/:chatId` → the chat's id; null on the project's page for a new chat. */
export function chatIdOf(pathname: string): string | null {
  const match = /^\/projects\/[^/]+\/chats\/([^/]+)/.exec(pathname);
  return match?.[1] ? decodeURIComponent(match[1]) : null;
}

export function chatUrl(projectId: string, chatId: string): string {
  return `/projects/${encodeURIComponent(projectId)}/chats/${encodeURIComponent(chatId)}`;
}
