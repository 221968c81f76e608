import { hashLinkToken, newLinkToken, openLink } from "@/lib/auth";
import { notFound } from "@/lib/errors";
import type { PageQuery, Share, SharedChat } from "@/lib/schemas";
import { getStore, type Scope, type ShareRecord } from "@/lib/store";
import { requireChat } from "./chats";
import { textOf } from "./shapes";

const toShare = ({ id, leafId, createdAt }: ShareRecord): Share => ({
  id,
  leafId,
  createdAt: new Date(createdAt).toISOString(),
});

/**
 * A link that lets anyone who has it read one branch as it stands: `path` is shown this once.
 * @throws not_found for chat or message
 */
export async function shareChat(
  scope: Scope,
  chatId: string,
  leafId: string | undefined,
): Promise<{ share: Share; token: string; path: string }> {
  const chat = await requireChat(scope, chatId);
  const leaf = leafId ?? chat.activeLeafId;
  const token = newLinkToken();
  const { shares } = await getStore();
  const share =
    leaf && (await shares.create(scope, { chatId, leafId: leaf, tokenHash: hashLinkToken(token) }));
  if (!share) throw notFound("Message");
  return { share: toShare(share), token, path: `/shared/${token}` };
}

/** Links that work, newest first. @throws not_found */
export async function listShares(scope: Scope, chatId: string): Promise<Share[]> {
  await requireChat(scope, chatId);
  return (await (await getStore()).shares.list(scope, chatId)).map(toShare);
}

/** The link stops working at once. @throws not_found */
export async function revokeShare(scope: Scope, chatId: string, shareId: string): Promise<void> {
  if (!(await (await getStore()).shares.revoke(scope, chatId, shareId))) throw notFound("Share");
}

/** What a visitor sees of the shared branch: its text, newest page first, back in time by cursor. @throws not_found */
export async function readShared(token: string, page: PageQuery): Promise<SharedChat> {
  const opened = await openLink(token);
  if (!opened) throw notFound("Shared chat");
  const { scope, share } = opened;
  const store = await getStore();
  const chat = await store.chats.get(scope, share.chatId);
  if (!chat) throw notFound("Shared chat");
  const { items, nextCursor } = await store.messages.branch(scope, share.chatId, share.leafId, page);
  return {
    title: chat.title,
    createdAt: new Date(share.createdAt).toISOString(),
    messages: items.map(({ id, role, parts, createdAt }) => ({
      id,
      role,
      text: textOf(parts),
      files: parts.flatMap((part) =>
        part.type === "file" ? [{ filename: part.filename ?? "File", mediaType: part.mediaType }] : [],
      ),
      createdAt: new Date(createdAt).toISOString(),
    })),
    nextCursor,
  };
}
