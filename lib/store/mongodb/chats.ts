import { searchIndexText } from "../search-text";
import type { ChatRecord, ChatStore, ChatView, Scope } from "../types";
import type { Context } from "./client";
import type { ChatDoc } from "./collections";
import { pageBy } from "./paging";
import { expireChat, removeChat } from "./removal";
import { chatFilter, hiddenFor, visibleChat, visibleProject, wasRemoved } from "./visibility";

function toChat({ _id, titleIndex: _index, ...rest }: ChatDoc): ChatRecord {
  const { keyId = null, visitorId = null, variables = {} } = rest;
  const { model = null, effort = null, pinned = false, archived = false, sharedAt = null } = rest;
  return { id: _id, ...rest, keyId, visitorId, variables, model, effort, pinned, archived, sharedAt };
}

async function withRunning(ctx: Context, docs: ChatDoc[]): Promise<ChatView[]> {
  if (docs.length === 0) return [];
  const running = await Promise.all(docs.map((doc) => ctx.reads.isRunning(doc._id)));
  return docs.map((doc, index) => ({ ...toChat(doc), running: running[index] === true }));
}

/** What somebody who is on the project shares with it, in person; null: there is no such project for the caller. */
async function sharedFilter(ctx: Context, scope: Scope, projectId: string) {
  if (scope.actor.kind !== "user") return null;
  const [project, members] = await Promise.all([
    visibleProject(ctx, scope, projectId),
    ctx.c.members.find({ projectId, left: { $ne: true } }, { projection: { userId: 1 } }).toArray(),
  ]);
  if (!project) return null;
  const authors = [project.ownerId, ...members.map(({ userId }) => userId)];
  return { projectId, sharedAt: { $gt: 0 }, visitorId: null, ownerId: { $in: authors } };
}

export function chatStore(ctx: Context): ChatStore {
  const chats = ctx.c.chats;
  const view = async (doc: ChatDoc | null) => (doc ? ((await withRunning(ctx, [doc]))[0] ?? null) : null);
  return {
    async get(scope, id) {
      const [doc, running] = await Promise.all([visibleChat(ctx, scope, id), ctx.reads.isRunning(id)]);
      return doc && { ...toChat(doc), running };
    },

    async list(scope, projectId, page) {
      if (!(await visibleProject(ctx, scope, projectId))) return { items: [], nextCursor: null };
      const hidden = await hiddenFor(ctx, scope);
      const filter = {
        $and: [
          chatFilter(scope),
          { projectId },
          ...(page.pinned === undefined ? [] : [{ pinned: page.pinned || { $ne: true } }]),
          ...(page.archived === undefined ? [] : [{ archived: page.archived || { $ne: true } }]),
          ...(hidden.size > 0 ? [{ _id: { $nin: [...hidden] } }] : []),
        ],
      };
      const found = await pageBy(chats, filter, "activityAt", page);
      return { items: await withRunning(ctx, found.items), nextCursor: found.nextCursor };
    },

    async recent(scope, limit) {
      const hidden = await hiddenFor(ctx, scope);
      if (hidden.has(scope.userId)) return [];
      const none = { $nin: [...hidden] };
      const filter = {
        $and: [
          chatFilter(scope),
          { archived: { $ne: true } },
          ...(hidden.size > 0 ? [{ _id: none }, { projectId: none }] : []),
        ],
      };
      const { items } = await pageBy(chats, filter, "activityAt", { limit });
      return withRunning(ctx, items);
    },

    async update(scope, id, { title, titleSource = "manual", activeLeafId, ...marks }) {
      const chat = await visibleChat(ctx, scope, id);
      if (!chat) return null;
      if (activeLeafId !== undefined) {
        const leaf = await ctx.c.messages.findOne(
          { _id: activeLeafId, chatId: id, ...chatFilter(scope) },
          { projection: { _id: 1 } },
        );
        if (!leaf) return null;
        await chats.updateOne({ _id: id, ...chatFilter(scope) }, { $set: { activeLeafId } });
      }
      if (Object.values(marks).some((value) => value !== undefined)) {
        const filter = { _id: id, ...chatFilter(scope) };
        await chats.updateOne(filter, { $set: marks }, { ignoreUndefined: true });
      }
      if (title !== undefined) {
        await chats.updateOne(
          // A title of the model's gives way to one that a person has set meanwhile.
          {
            _id: id,
            ...chatFilter(scope),
            ...(titleSource === "model" && { titleSource: "first" as const }),
          },
          { $set: { title, titleIndex: searchIndexText(title), titleSource, updatedAt: Date.now() } },
        );
      }
      return view(await visibleChat(ctx, scope, id));
    },

    async sharedIn(scope, projectId, page) {
      const filter = await sharedFilter(ctx, scope, projectId);
      if (!filter) return { items: [], nextCursor: null };
      const { items, nextCursor } = await pageBy(chats, filter, "sharedAt", page);
      const removed = await ctx.c.tombstones
        .find({ _id: { $in: items.map(({ _id }) => _id) } }, { projection: { _id: 1 } })
        .toArray();
      const gone = new Set(removed.map(({ _id }) => _id));
      return { items: items.filter(({ _id }) => !gone.has(_id)).map(toChat), nextCursor };
    },

    async sharedChat(scope, projectId, id) {
      const filter = await sharedFilter(ctx, scope, projectId);
      const doc = filter && (await chats.findOne({ $and: [filter, { _id: id }] }));
      return doc && !(await wasRemoved(ctx, [id])) ? toChat(doc) : null;
    },

    async move(scope, id, projectId) {
      const chat = await visibleChat(ctx, scope, id);
      if (!chat) return null;
      if (await ctx.c.runs.findOne({ slot: id }, { projection: { _id: 1 } })) return "run_active";
      if (await ctx.c.files.findOne({ chatId: id }, { projection: { _id: 1 } })) return "files";
      // The chat comes last: until then it is in its old project, and a move that was cut short can be made again.
      await ctx.c.messages.updateMany({ chatId: id }, { $set: { projectId, configId: null, request: null } });
      await ctx.c.runs.updateMany({ chatId: id }, { $set: { projectId } });
      await ctx.c.shares.updateMany({ chatId: id }, { $set: { projectId } });
      await ctx.c.answers.updateMany({ chatId: id }, { $set: { projectId } });
      await ctx.c.searchTexts.updateMany({ chatId: id }, { $set: { projectId } });
      // Whoever could read it in the old project is not asked about the new one.
      const marks = { projectId, model: null, variables: {}, sharedAt: null, updatedAt: Date.now() };
      await chats.updateOne({ _id: id }, { $set: marks });
      return "moved";
    },

    remove: (scope, id) => removeChat(ctx, scope, id),

    async stale(before, limit) {
      const old = ctx.c.chats.find({ activityAt: { $lt: before } }).sort({ activityAt: 1 });
      const docs = await old.limit(limit).toArray();
      return docs.map(toChat).map(({ id, ownerId, keyId, visitorId, projectId }) => {
        return { id, ownerId, keyId, visitorId, projectId };
      });
    },

    expire: (id, before) => expireChat(ctx, id, before),
  };
}
