import type { Collection, OptionalUnlessRequiredId } from "mongodb";
import { isAppError } from "@/lib/errors";
import type { VariableValues } from "@/lib/schemas";
import { DRAFT } from "../draft";
import { knownRead } from "../read-once";
import { searchIndexText } from "../search-text";
import type { BeginRun, BegunRun, Scope } from "../types";
import type { Context } from "./client";
import { type MessageDoc, NEVER, type RunDoc } from "./collections";
import { isDuplicateKey, toAppError } from "./errors";
import { recentKey } from "./messages";
import { indexMessages } from "./search-index";
import { chatFilter, madeThrough, visibleChat, visibleProject, wasRemoved } from "./visibility";

/*
 * Starting a run without a transaction. The insert of the run is the one step that counts: it takes the chat's lock
 * (the unique `slot`) and carries, as its `opening`, all that has to be stored besides. Before it nothing exists; after
 * it everything can be stored again and again by whoever finds the opening still there.
 */

export async function beginRun(ctx: Context, scope: Scope, input: BeginRun): Promise<BegunRun> {
  const run = await plan(ctx, scope, input);
  if (run === "missing" || run === "stale") return run;
  try {
    await ctx.c.runs.insertOne(run);
  } catch (error) {
    if (isDuplicateKey(error)) return "run_active";
    throw error;
  }
  try {
    const [stale] = await Promise.all([isStale(ctx, input), storeMessages(ctx, run)]);
    const parents = [run.ownerId, run.projectId, run.chatId];
    // The chat was there before, or has come with its messages: nothing new is written beside the question.
    const [removed] = await Promise.all([wasRemoved(ctx, parents), stale ? null : storeLeaf(ctx, run)]);
    if (stale || removed) {
      await undo(ctx, run);
      return stale ? "stale" : "missing";
    }
    // Nobody waits for it: found again, the opening is only stored again.
    clearOpening(ctx, run).catch(() => {});
  } catch (error) {
    // The run stands; its opening is stored by the next flush, or by whoever takes it over.
    if (!isAppError(toAppError(error), "store_unavailable")) throw error;
  }
  return "started";
}

/** Whether another run began and ended between the reading of what was `seen` and the lock, which is held now. */
async function isStale({ c }: Context, { seen, run }: BeginRun): Promise<boolean> {
  if (!seen) return false;
  if ("runId" in seen) {
    const message = await c.messages.findOne({ _id: run.messageId }, { projection: { runId: 1 } });
    return message?.runId !== seen.runId && message?.runId !== run.id;
  }
  const chat = await c.chats.findOne({ _id: run.chatId }, { projection: { activeLeafId: 1 } });
  return chat?.activeLeafId !== seen.leafId && chat?.activeLeafId !== run.messageId;
}

async function plan(ctx: Context, scope: Scope, input: BeginRun): Promise<RunDoc | "missing" | "stale"> {
  const { run, newChat, userMessage, assistantMessage, resumeMessage = false, now } = input;
  const anchorId = resumeMessage ? run.messageId : (userMessage ?? assistantMessage).parentId;
  const [project, chat, anchor] = await Promise.all([
    visibleProject(ctx, scope, run.projectId),
    newChat ? null : visibleChat(ctx, scope, run.chatId),
    anchorId === null ? null : findAnchor(ctx, scope, run.chatId, anchorId),
  ]);
  if (!project || (!newChat && chat?.projectId !== run.projectId)) return "missing";
  if (anchorId !== null && !anchor) return "missing";
  if (resumeMessage && anchor?.role !== "assistant") return "missing";
  const { seen } = input;
  if (seen && ("leafId" in seen ? chat?.activeLeafId !== seen.leafId : anchor?.runId !== seen.runId))
    return "stale";

  const message = (
    own: Pick<MessageDoc, "_id" | "parentId" | "role" | "parts" | "depth"> & Partial<MessageDoc>,
  ): MessageDoc => ({
    ownerId: scope.userId,
    ...madeThrough(scope),
    projectId: run.projectId,
    chatId: run.chatId,
    status: "complete",
    runId: null,
    lease: null,
    usage: null,
    model: null,
    finishReason: null,
    configId: null,
    request: null,
    feedback: null,
    createdAt: now,
    ...own,
  });
  const messages: MessageDoc[] = [];
  let depth = anchor ? anchor.depth + 1 : 0;
  if (userMessage) {
    const { id, parentId, parts, configId } = userMessage;
    messages.push(message({ _id: id, parentId, role: "user", parts, depth, configId }));
    depth += 1;
  }
  const { parentId, parts, model, configId, request } = assistantMessage;
  if (!resumeMessage) {
    messages.push(
      message({
        _id: run.messageId,
        parentId,
        role: "assistant",
        parts,
        depth,
        model,
        configId,
        request,
        status: "streaming",
        runId: run.id,
        lease: run.lease,
      }),
    );
  }
  return {
    _id: run.id,
    ownerId: scope.userId,
    ...madeThrough(scope),
    projectId: run.projectId,
    chatId: run.chatId,
    messageId: run.messageId,
    model: run.model,
    status: "active",
    lease: run.lease,
    leaseUntil: run.leaseUntil,
    stopRequestedAt: null,
    lastSeq: 0,
    errorCode: null,
    createdAt: now,
    finishedAt: null,
    slot: run.chatId,
    holders: [{ lease: run.lease, after: 0 }],
    opening: {
      chat: newChat ?? null,
      fromLeafId: chat?.activeLeafId ?? null,
      variables: input.variables ?? null,
      messages,
      files: input.files ?? [],
      resume: resumeMessage ? { fromRunId: anchor?.runId ?? null, set: { model, configId, request } } : null,
    },
    purgeAt: NEVER,
  };
}

async function findAnchor(
  ctx: Context,
  scope: Scope,
  chatId: string,
  id: string,
): Promise<MessageDoc | null> {
  const read = await knownRead<MessageDoc[]>(recentKey(chatId));
  return (
    read?.find((doc) => doc._id === id) ?? ctx.c.messages.findOne({ _id: id, chatId, ...chatFilter(scope) })
  );
}

/** Stores what a run's start brings along; may be repeated, by several at once. */
export async function storeOpening(ctx: Context, run: RunDoc): Promise<void> {
  await storeMessages(ctx, run);
  await storeLeaf(ctx, run);
  await clearOpening(ctx, run);
}

async function clearOpening({ writes }: Context, run: RunDoc): Promise<void> {
  if (run.opening) await writes.clearOpening(run._id);
}

/** The messages, and the chat that begins with them, of which nobody knows yet. */
async function storeMessages(ctx: Context, run: RunDoc): Promise<void> {
  const { opening, createdAt: at, lease } = run;
  if (!opening) return;
  const { c } = ctx;
  await Promise.all([
    insertOnce(
      c.messages,
      opening.messages.map((doc) => (doc.runId === run._id ? { ...doc, lease } : doc)),
    ),
    opening.resume &&
      c.messages.updateOne(
        { _id: run.messageId, chatId: run.chatId, runId: opening.resume.fromRunId },
        {
          $set: {
            ...opening.resume.set,
            runId: run._id,
            lease,
            status: "streaming",
            finishReason: null,
            failure: null,
            seq: 0,
          },
        },
      ),
    indexMessages(ctx, opening.messages),
    giveFiles(ctx, run, DRAFT, run.chatId),
    ctx.writes.active({ projectId: run.projectId, at }),
    opening.chat && insertChat(ctx, run, opening.chat.title, opening.variables ?? {}),
  ]);
}

function insertChat({ c }: Context, run: RunDoc, title: string, variables: VariableValues): Promise<void> {
  const { createdAt: at } = run;
  return insertOnce(c.chats, [
    {
      _id: run.chatId,
      ownerId: run.ownerId,
      keyId: run.keyId,
      visitorId: run.visitorId,
      projectId: run.projectId,
      title,
      titleIndex: searchIndexText(title),
      titleSource: "first",
      activeLeafId: run.messageId,
      variables,
      createdAt: at,
      updatedAt: at,
      activityAt: at,
    },
  ]);
}

/** In a chat that was there, its new leaf comes after the messages: a leaf that is named can be read. */
async function storeLeaf({ c }: Context, run: RunDoc): Promise<void> {
  const { opening, createdAt: at } = run;
  if (!opening || opening.chat) return;
  await c.chats.bulkWrite([
    { updateOne: { filter: { _id: run.chatId }, update: { $max: { activityAt: at } } } },
    // Only from where the run began: repeated later it must not undo another choice of branch.
    {
      updateOne: {
        filter: { _id: run.chatId, activeLeafId: opening.fromLeafId },
        update: {
          $set: {
            activeLeafId: run.messageId,
            ...(opening.variables && { variables: opening.variables }),
          },
        },
      },
    },
  ]);
}

/** Those that are there already stay as they are. */
async function insertOnce<D extends { _id: string }>(collection: Collection<D>, docs: D[]): Promise<void> {
  if (docs.length === 0) return;
  try {
    await collection.insertMany(docs as OptionalUnlessRequiredId<D>[], { ordered: false });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** Files that waited for the message are its chat's, or wait again. */
async function giveFiles({ c }: Context, run: RunDoc, from: string, to: string): Promise<void> {
  const files = run.opening?.files ?? [];
  if (files.length === 0) return;
  const waiting = { _id: { $in: files }, projectId: run.projectId, chatId: from, uploadedBy: run.ownerId };
  await c.files.updateMany(waiting, { $set: { chatId: to } });
}

async function undo(ctx: Context, run: RunDoc): Promise<void> {
  await ctx.c.runs.deleteOne({ _id: run._id });
  const _id = { $in: (run.opening?.messages ?? []).map((doc) => doc._id) };
  await ctx.c.messages.deleteMany({ _id });
  await ctx.c.searchTexts.deleteMany({ _id });
  await giveFiles(ctx, run, run.chatId, DRAFT);
  if (run.opening?.chat) await ctx.c.chats.deleteOne({ _id: run.chatId });
}
