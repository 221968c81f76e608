import { newId } from "@/lib/ids";
import type { SavedPromptRecord, SavedPromptStore } from "../types";
import type { Context } from "./client";
import type { SavedPromptDoc } from "./docs";
import { insertNumbered } from "./numbered";
import { wasRemoved } from "./visibility";

const toRecord = ({ _id, slot: _slot, ...rest }: SavedPromptDoc): SavedPromptRecord => ({ id: _id, ...rest });

export function savedPromptStore(ctx: Context): SavedPromptStore {
  const { savedPrompts } = ctx.c;
  return {
    async list({ userId }) {
      const docs = await savedPrompts.find({ ownerId: userId }).toArray();
      return docs.map(toRecord).sort((a, b) => a.name.localeCompare(b.name));
    },

    async create({ userId }, { name, content }, limit) {
      const now = Date.now();
      const doc = await insertNumbered(savedPrompts, { ownerId: userId }, limit, {
        _id: newId(now),
        ownerId: userId,
        name,
        content,
        createdAt: now,
        updatedAt: now,
      });
      // The account went meanwhile: nothing of it may stay.
      if (await wasRemoved(ctx, [userId])) await savedPrompts.deleteOne({ _id: doc._id });
      return toRecord(doc);
    },

    async update({ userId }, id, { name, content }) {
      const set = {
        ...(name === undefined ? {} : { name }),
        ...(content === undefined ? {} : { content }),
        updatedAt: Date.now(),
      };
      const doc = await savedPrompts.findOneAndUpdate(
        { _id: id, ownerId: userId },
        { $set: set },
        { returnDocument: "after" },
      );
      return doc && toRecord(doc);
    },

    async remove({ userId }, id) {
      return (await savedPrompts.deleteOne({ _id: id, ownerId: userId })).deletedCount > 0;
    },
  };
}
