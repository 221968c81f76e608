import { messageSearchText, searchIndexText } from "../search-text";
import type { Context } from "./client";
import type { MessageDoc } from "./collections";

/** Of a longer text the rest is not found: a document holds 16 MB, and a UTF-16 unit is at most three bytes there. */
const TEXT_MAX = 4_000_000;

/** Makes messages findable by the text they have now; a reply that is still streaming is left out. */
export async function indexMessages(ctx: Context, messages: MessageDoc[]): Promise<void> {
  const ended = messages.filter((message) => message.status !== "streaming");
  if (ended.length === 0) return;
  await ctx.c.searchTexts.bulkWrite(
    ended.map(
      ({ _id, ownerId, keyId = null, visitorId = null, projectId, chatId, createdAt, role, parts }) => {
        const at = createdAt * 2 + (role === "assistant" ? 1 : 0);
        const text = searchIndexText(messageSearchText(parts)).slice(0, TEXT_MAX);
        return {
          updateOne: {
            filter: { _id },
            update: { $set: { ownerId, keyId, visitorId, projectId, chatId, at, text } },
            upsert: true,
          },
        };
      },
    ),
    { ordered: false },
  );
}
