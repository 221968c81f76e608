import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { ShareRecord, ShareStore } from "../types";
import type { Context } from "./client";
import type { ShareDoc } from "./collections";
import { chatFilter, hiddenOf, madeThrough, removedMeanwhile, visibleChat } from "./visibility";

function toShare({
  _id,
  tokenHash: _hash,
  keyId: _key,
  visitorId: _visitor,
  ...rest
}: ShareDoc): ShareRecord {
  return { id: _id, ...rest, title: rest.title ?? null, lengths: rest.lengths ?? {} };
}

export function shareStore(ctx: Context): ShareStore {
  const { shares, messages } = ctx.c;
  return {
    async create(scope, { chatId, leafId, tokenHash, title, lengths, max }) {
      const [chat, leaf, count] = await Promise.all([
        visibleChat(ctx, scope, chatId),
        messages.findOne({ _id: leafId, chatId, ...chatFilter(scope) }, { projection: { _id: 1 } }),
        shares.countDocuments({ ownerId: scope.userId }, { limit: max }),
      ]);
      if (!chat || !leaf) return null;
      if (count >= max) throw new AppError("limit_reached");
      const doc: ShareDoc = {
        _id: newId(),
        ownerId: scope.userId,
        ...madeThrough(scope),
        projectId: chat.projectId,
        chatId,
        leafId,
        tokenHash,
        title,
        lengths,
        createdAt: Date.now(),
      };
      await shares.insertOne(doc);
      if (await removedMeanwhile(ctx, [scope.userId, chat.projectId, chatId])) {
        await shares.deleteOne({ _id: doc._id });
        return null;
      }
      return toShare(doc);
    },

    async list(scope, chatId) {
      if (!(await visibleChat(ctx, scope, chatId))) return [];
      const docs = await shares
        .find({ chatId, ...chatFilter(scope) })
        .sort({ createdAt: -1, _id: -1 })
        .toArray();
      return docs.map(toShare);
    },

    async revoke(scope, chatId, id) {
      return (await shares.deleteOne({ _id: id, chatId, ...chatFilter(scope) })).deletedCount === 1;
    },

    async findByToken(tokenHash) {
      const doc = await shares.findOne({ tokenHash });
      if (!doc) return null;
      const hidden = await hiddenOf(ctx, doc.ownerId);
      return [doc.ownerId, doc.projectId, doc.chatId].some((id) => hidden.has(id)) ? null : toShare(doc);
    },
  };
}
