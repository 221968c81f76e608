import { hashLinkToken, newLinkToken, openLink, sealerOf } from "@/lib/auth";
import { env } from "@/lib/env";
import { AppError, isAppError, notFound } from "@/lib/errors";
import type { PageQuery, Share, SharedChat } from "@/lib/schemas";
import { allItems, getStore, type MessageView, type Scope, type ShareRecord } from "@/lib/store";
import { isoTime } from "@/lib/time";
import { requireChat } from "./chats";
import { textOf, toSharedMessage } from "./shapes";

const toShare = ({ id, leafId, createdAt }: ShareRecord): Share => ({
  id,
  leafId,
  createdAt: isoTime(createdAt),
});

const PAGE = 100;

/** A reply may go on after it was shared, by itself or by Continue; all else of a branch stays as it is. */
const mayGrow = ({ role, status, finishReason }: MessageView) =>
  role === "assistant" && (status !== "complete" || finishReason === "length");

async function lengthsOf(scope: Scope, chatId: string, leafId: string): Promise<Record<string, number>> {
  const { messages } = await getStore();
  const lengths: Record<string, number> = {};
  const all = allItems((cursor) => messages.branch(scope, chatId, leafId, { limit: PAGE, cursor }));
  for await (const item of all) if (mayGrow(item)) lengths[item.id] = textOf(item.parts).length;
  return lengths;
}

/**
 * A link that lets anyone who has it read one branch as it stands now: title and texts stay as they are there, whatever
 * comes later. `path` is shown this once.
 * @throws not_found for chat or message; `limit_reached`
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
  const max = env().MAX_SHARES_PER_USER;
  const share =
    leaf &&
    (await shares
      .create(scope, {
        chatId,
        leafId: leaf,
        tokenHash: hashLinkToken(token),
        title: chat.title,
        lengths: await lengthsOf(scope, chatId, leaf),
        max,
      })
      .catch((error) => {
        if (!isAppError(error, "limit_reached")) throw error;
        throw new AppError("limit_reached", { message: `You have ${max} share links; revoke one first` });
      }));
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
  const sealer = await sealerOf(token);
  const cursor = sealer.open(page.cursor);
  const store = await getStore();
  const chat = await store.chats.get(scope, share.chatId);
  if (!chat) throw notFound("Shared chat");
  const { items, nextCursor } = await store.messages.branch(scope, share.chatId, share.leafId, {
    limit: page.limit,
    cursor,
  });
  return {
    title: share.title ?? chat.title,
    createdAt: isoTime(share.createdAt),
    messages: items.map((item) => {
      const message = toSharedMessage(item);
      const text = message.text.slice(0, share.lengths[item.id]);
      return { ...message, id: sealer.nameOf(item.id), text };
    }),
    nextCursor: sealer.seal(nextCursor),
  };
}
