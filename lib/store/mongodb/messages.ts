import { invalid } from "@/lib/errors";
import { decodeCursor, encodeCursor } from "../cursor";
import { pageOf } from "../paging";
import { once, readsOnce } from "../read-once";
import type { MessageRecord, MessageStore, MessageView, Scope } from "../types";
import type { Context } from "./client";
import type { MessageDoc } from "./collections";
import { holdEvent, releaseEvent } from "./deliveries";
import { beyond } from "./paging";
import { chatFilter, visibleChat } from "./visibility";

export function toMessage({
  _id,
  depth: _depth,
  lease: _lease,
  seq: _seq,
  ratedAt: _rated,
  ratedAs: _told,
  ...doc
}: MessageDoc): MessageRecord {
  const { keyId: _key, visitorId: _visitor, ...rest } = doc;
  return { id: _id, ...rest };
}

/** What it takes to walk the tree; bodies stay where they are. */
type Node = Pick<MessageDoc, "_id" | "parentId" | "depth" | "createdAt">;
const NODE = { parentId: 1, depth: 1, createdAt: 1 } as const;

const byCreation = (a: Node, b: Node) => a.createdAt - b.createdAt || (a._id < b._id ? -1 : 1);

const RECENT_MAX = 200;
/** A small chat in a large project looks alike by its project's index, which is sorted by something else. */
const BY_DEPTH = { chatId: 1, depth: 1, _id: 1 } as const;

/** The deepest messages of a chat, read once while a request is built. */
export const recentMessages = (ctx: Context, scope: Scope, chatId: string): Promise<MessageDoc[]> =>
  once(recentKey(chatId), () =>
    ctx.c.messages
      .find({ chatId, ...chatFilter(scope) })
      .sort({ depth: -1 })
      .hint(BY_DEPTH)
      .limit(RECENT_MAX)
      .toArray(),
  );
export const recentKey = (chatId: string) => `recent:${chatId}`;

export function messageStore(ctx: Context): MessageStore {
  const messages = ctx.c.messages;

  const nodes = (scope: Scope, chatId: string, depth: { $gte: number; $lte?: number }) =>
    messages
      .find({ chatId, ...chatFilter(scope), depth }, { projection: NODE, hint: BY_DEPTH })
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

  /** The newest page of a branch out of the chat's deepest messages, in one read; null when they don't hold it. */
  const nearBranch = async (scope: Scope, chatId: string, leafId: string, limit: number) => {
    const [chat, recent] = await Promise.all([
      visibleChat(ctx, scope, chatId),
      recentMessages(ctx, scope, chatId),
    ]);
    const byId = new Map(recent.map((doc) => [doc._id, doc]));
    const path: MessageDoc[] = [];
    for (let doc = byId.get(leafId); doc && path.length < limit; doc = byId.get(doc.parentId ?? ""))
      path.push(doc);
    const oldest = path.at(-1);
    if (!chat || !oldest) return null;
    const isWhole = recent.length < RECENT_MAX;
    // Of the least deep level some may be missing.
    const complete = isWhole || oldest.depth > Math.min(...recent.map(({ depth }) => depth));
    if (!complete || (path.length < limit && oldest.parentId !== null)) return null;
    return {
      items: path.toReversed().map((doc) => withSiblings(doc, recent)),
      nextCursor: oldest.parentId ? encodeCursor([oldest.depth - 1, oldest.parentId]) : null,
    };
  };

  return {
    async get(scope, chatId, id) {
      return view(scope, await findIn(scope, chatId, id));
    },

    async branch(scope, chatId, leafId, page) {
      const after = page.cursor === undefined ? null : decodeCursor(page.cursor, ["number", "string"]);
      const near = after || !readsOnce() ? null : await nearBranch(scope, chatId, leafId, page.limit);
      if (near) return near;
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

    async along(scope, chatId, leafId, id, steps) {
      const [leaf, wanted] = await Promise.all([findIn(scope, chatId, leafId), findIn(scope, chatId, id)]);
      if (!leaf || !wanted || wanted.depth > leaf.depth) return null;
      const level = await nodes(scope, chatId, { $gte: wanted.depth, $lte: leaf.depth });
      const byId = new Map(level.map((node) => [node._id, node]));
      const path: string[] = [];
      for (let node = byId.get(leafId); node; node = byId.get(node.parentId ?? "")) path.push(node._id);
      path.reverse();
      return path[0] === id ? (path[Math.min(steps, path.length - 1)] ?? null) : null;
    },

    async ahead(scope, chatId) {
      if (readsOnce()) await recentMessages(ctx, scope, chatId);
    },

    async list(scope, chatId, { limit, cursor }) {
      if (!(await visibleChat(ctx, scope, chatId))) return { items: [], nextCursor: null };
      const after = cursor === undefined ? null : decodeCursor(cursor, ["number", "string"]);
      const rows = await messages
        .find({ $and: [{ chatId, ...chatFilter(scope) }, ...(after ? [beyond("depth", after, 1)] : [])] })
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

    async setFeedback(scope, chatId, id, feedback, tell) {
      const before = await findIn(scope, chatId, id);
      if (!before) return null;
      const told = tell?.({ ...toMessage(before), feedback });
      const held = told ? await holdEvent(ctx, told, id) : [];
      // What proves the event before this one is about to be overwritten.
      if (before.ratedAs && held.length > 0) await releaseEvent(ctx, held, before.ratedAs);
      const ratedAs = told && held.length > 0 ? { ratedAs: told.event.messageId } : {};
      const doc = await messages.findOneAndUpdate(
        { _id: id, chatId, ...chatFilter(scope) },
        { $set: { feedback, ratedAt: feedback && Date.now(), ...ratedAs } },
        { returnDocument: "after" },
      );
      if (doc && told && held.length > 0) await releaseEvent(ctx, held, told.event.messageId);
      return view(scope, doc);
    },
  };
}
