import { invalid } from "@/lib/errors";
import { decodeCursor, encodeCursor } from "../cursor";
import { pageOf } from "../paging";
import type { MessageRecord, MessageStore, MessageView, Scope } from "../types";
import type { Context } from "./client";
import type { MessageDoc } from "./collections";
import { chatFilter, visibleChat } from "./visibility";

export function toMessage({
  _id,
  depth: _depth,
  lease: _lease,
  seq: _seq,
  ...doc
}: MessageDoc): MessageRecord {
  const { keyId: _key, visitorId: _visitor, ...rest } = doc;
  return { id: _id, ...rest };
}

/** What it takes to walk the tree; bodies stay where they are. */
type Node = Pick<MessageDoc, "_id" | "parentId" | "depth" | "createdAt">;
const NODE = { parentId: 1, depth: 1, createdAt: 1 } as const;

const byCreation = (a: Node, b: Node) => a.createdAt - b.createdAt || (a._id < b._id ? -1 : 1);

export function messageStore(ctx: Context): MessageStore {
  const messages = ctx.c.messages;

  const nodes = (scope: Scope, chatId: string, depth: { $gte: number; $lte?: number }) =>
    messages
      .find({ chatId, ...chatFilter(scope), depth }, { projection: NODE })
      .map((doc): Node => doc)
      .toArray();

  const withSiblings = (doc: MessageDoc, level: Node[]): MessageView => {
    const ids = level
      .filter((node) => node.parentId === doc.parentId && node.depth === doc.depth)
      .sort(byCreation)
      .map((node) => node._id);
    return { ...toMessage(doc), siblings: { index: ids.indexOf(doc._id), count: ids.length, ids } };
  };

  const findIn = async (scope: Scope, chatId: string, id: string): Promise<MessageDoc | null> => {
    const [chat, doc] = await Promise.all([
      visibleChat(ctx, scope, chatId),
      messages.findOne({ _id: id, chatId, ...chatFilter(scope) }),
    ]);
    return chat && doc;
  };

  const view = async (scope: Scope, doc: MessageDoc | null): Promise<MessageView | null> =>
    doc && withSiblings(doc, await nodes(scope, doc.chatId, { $gte: doc.depth, $lte: doc.depth }));

  return {
    async get(scope, chatId, id) {
      return view(scope, await findIn(scope, chatId, id));
    },

    async branch(scope, chatId, leafId, page) {
      const after = page.cursor === undefined ? null : decodeCursor(page.cursor, ["number", "string"]);
      const leaf = await findIn(scope, chatId, leafId);
      if (!leaf) return { items: [], nextCursor: null };
      const [depth, id] = after ?? [leaf.depth, leafId];
      // One range of depths holds the branch's next messages and all their siblings.
      const level = await nodes(scope, chatId, { $gte: depth - page.limit + 1, $lte: depth });
      const byId = new Map(level.map((node) => [node._id, node]));
      const path: Node[] = [];
      for (let node = byId.get(id); node; node = byId.get(node.parentId ?? "")) path.push(node);
      if (after && path.length === 0) throw invalid("cursor", "cursor is not valid");

      const docs = await messages
        .find({ _id: { $in: path.map((node) => node._id) }, chatId, ...chatFilter(scope) })
        .toArray();
      const oldest = path.at(-1);
      return {
        items: docs.sort((a, b) => a.depth - b.depth).map((doc) => withSiblings(doc, level)),
        nextCursor: oldest?.parentId ? encodeCursor([oldest.depth - 1, oldest.parentId]) : null,
      };
    },

    async list(scope, chatId, { limit, cursor }) {
      if (!(await visibleChat(ctx, scope, chatId))) return { items: [], nextCursor: null };
      const after = cursor === undefined ? null : decodeCursor(cursor, ["number", "string"]);
      const beyond = after && {
        $or: [{ depth: { $gt: after[0] } }, { depth: after[0], _id: { $gt: after[1] } }],
      };
      const rows = await messages
        .find({ $and: [{ chatId, ...chatFilter(scope) }, ...(beyond ? [beyond] : [])] })
        .sort({ depth: 1, _id: 1 })
        .limit(limit + 1)
        .toArray();
      return pageOf(rows, limit, toMessage, (_, last) => [last.depth, last._id]);
    },

    async leafBelow(scope, chatId, id) {
      const top = await findIn(scope, chatId, id);
      if (!top) return null;
      const below = await nodes(scope, chatId, { $gte: top.depth });
      below.sort((a, b) => a.depth - b.depth);
      const inside = new Set([id]);
      const parents = new Set<string>();
      for (const node of below) {
        if (node.parentId !== null && inside.has(node.parentId)) {
          inside.add(node._id);
          parents.add(node.parentId);
        }
      }
      const leaves = below.filter((node) => inside.has(node._id) && !parents.has(node._id));
      return leaves.sort(byCreation).at(-1)?._id ?? id;
    },

    async setFeedback(scope, chatId, id, feedback) {
      if (!(await findIn(scope, chatId, id))) return null;
      const doc = await messages.findOneAndUpdate(
        { _id: id, chatId, ...chatFilter(scope) },
        { $set: { feedback } },
        { returnDocument: "after" },
      );
      return view(scope, doc);
    },
  };
}
