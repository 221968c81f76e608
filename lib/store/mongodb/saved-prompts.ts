import { notFound } from "@/lib/errors";
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
    async list({ userId, projectId }) {
      if (projectId !== undefined) return [];
      const docs = await savedPrompts.find({ ownerId: userId }).toArray();
      return docs.map(toRecord).sort((a, b) => a.name.localeCompare(b.name));
    },

    async create({ userId, projectId }, { name, content }, limit) {
      // A credential for one project has none of the person's own things.
      if (projectId !== undefined) throw notFound("Prompt");
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

    async update({ userId, projectId }, id, { name, content }) {
      if (projectId !== undefined) return null;
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

    async remove({ userId, projectId }, id) {
      if (projectId !== undefined) return false;
      return (await savedPrompts.deleteOne({ _id: id, ownerId: userId })).deletedCount > 0;
    },
  };
}
