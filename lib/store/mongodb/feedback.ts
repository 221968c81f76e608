import { decodeCursor } from "../cursor";
import { pageOf } from "../paging";
import type { FeedbackStore } from "../types";
import type { Context } from "./client";
import { toMessage } from "./messages";
import { beyond } from "./paging";
import { chatFilter, visibleChat, visibleProject } from "./visibility";

export function feedbackStore(ctx: Context): FeedbackStore {
  return {
    async list(scope, projectId, { rating, reason, from, to }, { limit, cursor }) {
      const none = { items: [], nextCursor: null };
      if (!(await visibleProject(ctx, scope, projectId))) return none;
      const after = cursor === undefined ? null : decodeCursor(cursor, ["number", "string"]);
      const rows = await ctx.c.messages
        .find({
          $and: [
            // In both: a scope of one project finds nothing of another.
            chatFilter(scope),
            { projectId, ratedAt: { $gte: from ?? 0, $lt: to ?? Number.MAX_SAFE_INTEGER } },
            ...(rating ? [{ "feedback.rating": rating }] : []),
            ...(reason ? [{ "feedback.reasons": reason }] : []),
            ...(after ? [beyond("ratedAt", after, -1)] : []),
          ],
        })
        .sort({ ratedAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray();
      const page = pageOf(
        rows,
        limit,
        (row) => row,
        (row) => [row.ratedAt ?? 0, row._id],
      );
      const chatIds = [...new Set(page.items.map(({ chatId }) => chatId))];
      const parents = page.items.flatMap(({ parentId }) => parentId ?? []);
      const [chats, asked] = await Promise.all([
        Promise.all(chatIds.map((id) => visibleChat(ctx, scope, id))),
        ctx.c.messages.find({ _id: { $in: parents }, ...chatFilter(scope) }).toArray(),
      ]);
      const titles = new Map(chats.flatMap((chat) => (chat ? [[chat._id, chat.title]] : [])));
      const questions = new Map(asked.map((doc) => [doc._id, doc.parts]));
      return {
        items: page.items.flatMap((row) => {
          const chatTitle = titles.get(row.chatId);
          if (chatTitle === undefined) return [];
          const question = questions.get(row.parentId ?? "") ?? null;
          return [{ message: toMessage(row), chatTitle, question, ratedAt: row.ratedAt ?? 0 }];
        }),
        nextCursor: page.nextCursor,
      };
    },
  };
}
