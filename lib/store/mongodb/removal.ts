import { ObjectId } from "mongodb";
import type { Scope } from "../types";
import type { Context } from "./client";
import type { TombstoneDoc } from "./collections";
import { isDuplicateKey } from "./errors";
import { dropFile } from "./file-removal";
import { dropLogs } from "./run-log";
import { findUser, visibleChat, visibleProject } from "./visibility";

/*
 * A removal is one insert, the tombstone, from which on nothing below it is shown, and then deletes that may be
 * repeated: whoever finds an unfinished tombstone (the sweep) goes through them again.
 */

export async function removeUser(ctx: Context, id: string): Promise<boolean> {
  const user = await findUser(ctx, id);
  if (!user) return false;
  return remove(ctx, { _id: id, kind: "user", ownerId: id, projectId: null });
}

export async function removeProject(ctx: Context, scope: Scope, id: string): Promise<boolean> {
  const project = await visibleProject(ctx, scope, id);
  if (!project) return false;
  return remove(ctx, { _id: id, kind: "project", ownerId: project.ownerId, projectId: id });
}

export async function removeChat(ctx: Context, scope: Scope, id: string): Promise<boolean> {
  const chat = await visibleChat(ctx, scope, id);
  if (!chat) return false;
  return remove(ctx, { _id: id, kind: "chat", ownerId: chat.ownerId, projectId: chat.projectId });
}

/** Whoever may still see it. */
export async function expireChat(ctx: Context, id: string, before: number): Promise<boolean> {
  const chat = await ctx.c.chats.findOne({ _id: id, activityAt: { $lt: before } });
  if (!chat || (await ctx.c.runs.findOne({ chatId: id, status: "active" }))) return false;
  return remove(ctx, { _id: id, kind: "chat", ownerId: chat.ownerId, projectId: chat.projectId });
}

async function remove(ctx: Context, what: Omit<TombstoneDoc, "at" | "done">): Promise<boolean> {
  const tombstone: TombstoneDoc = { ...what, at: Date.now(), done: false };
  try {
    await ctx.c.tombstones.insertOne(tombstone);
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
  await finishRemoval(ctx, tombstone);
  return true;
}

export async function finishRemoval(ctx: Context, tombstone: TombstoneDoc): Promise<void> {
  const id = tombstone._id;
  if (tombstone.kind === "chat") await dropChats(ctx, { _id: id }, { chatId: id });
  if (tombstone.kind === "project") await dropProject(ctx, id);
  if (tombstone.kind === "user") await dropUser(ctx, id);
  await ctx.c.tombstones.updateOne({ _id: id }, { $set: { done: true, at: Date.now() } });
}

async function dropUser(ctx: Context, id: string): Promise<void> {
  const userId = new ObjectId(id);
  // While the user is there, who alone knows the address.
  const email = (await ctx.c.users.findOne({ _id: userId }, { projection: { email: 1 } }))?.email;
  if (email) await ctx.c.invitations.deleteMany({ email });
  // First of all else: no credential is good any more, and the e-mail is free.
  await ctx.c.users.deleteOne({ _id: userId });
  await Promise.all([
    ctx.c.sessions.deleteMany({ userId: id }),
    ctx.c.passwordResets.deleteMany({ userId: id }),
    ctx.c.quotaLedgers.deleteOne({ _id: id }),
    ctx.c.secondFactors.deleteOne({ _id: id }),
    dropKeys(ctx, { ownerId: id }),
    ctx.c.answers.deleteMany({ ownerId: id }),
    ctx.c.keyUsage.deleteMany({ ownerId: id }),
    ctx.c.accounts.deleteMany({ userId }),
    ctx.c.authSessions.deleteMany({ userId }),
    ctx.c.idempotency.deleteMany({ ownerId: id }),
    ctx.c.feedEvents.deleteMany({ _id: { $gt: `${id}:`, $lt: `${id};` } }),
    ctx.c.feedHeads.deleteOne({ _id: id }),
    ctx.c.usage.deleteMany({ ownerId: id }),
    ctx.c.savedPrompts.deleteMany({ ownerId: id }),
    ctx.c.jobTurns.deleteOne({ _id: id }),
    ctx.c.looseBodies.updateMany({ ownerId: id }, { $set: { since: 0, swept: true } }),
  ]);
  const projects = await ctx.c.projects.find({ ownerId: id }, { projection: { _id: 1 } }).toArray();
  for (const project of projects) await dropProject(ctx, project._id);
  // What is left is in others' projects.
  const chats = await ctx.c.chats.find({ ownerId: id }, { projection: { _id: 1 } }).toArray();
  for (const { _id } of chats) await dropChats(ctx, { _id }, { chatId: _id });
  await ctx.c.invitations.deleteMany({ $or: [{ invitedBy: id }, { acceptedBy: id }] });
  await ctx.c.members.deleteMany({ userId: id });
}

async function dropProject(ctx: Context, projectId: string): Promise<void> {
  await dropChats(ctx, { projectId }, { projectId });
  await dropFiles(ctx, { projectId });
  await dropKeys(ctx, { projectId });
  await ctx.c.jobs.deleteMany({ projectId });
  await ctx.c.configs.deleteMany({ projectId });
  await ctx.c.versions.deleteMany({ projectId });
  await ctx.c.slugs.deleteMany({ projectId });
  await dropTests(ctx, projectId);
  await ctx.c.webhooks.deleteMany({ projectId });
  await ctx.c.deliveries.deleteMany({ projectId });
  await ctx.c.projectKeys.deleteMany({ projectId });
  await ctx.c.invitations.deleteMany({ projectId });
  await ctx.c.embedSlugs.deleteMany({ projectId });
  await ctx.c.embedLedgers.deleteMany({ projectId });
  await ctx.c.visitors.deleteMany({ projectId });
  await ctx.c.embeds.deleteOne({ _id: projectId });
  await ctx.c.members.deleteMany({ projectId });
  await ctx.c.projects.deleteOne({ _id: projectId });
}

async function dropKeys(ctx: Context, of: { ownerId: string } | { projectId: string }): Promise<void> {
  const keys = await ctx.c.keys.find(of, { projection: { _id: 1 } }).toArray();
  await ctx.c.keys.deleteMany(of);
  await ctx.c.keyLedgers.deleteMany({ _id: { $in: keys.map((key) => key._id) } });
}

async function dropFiles(ctx: Context, of: Below): Promise<void> {
  for await (const file of ctx.c.files.find(of)) await dropFile(ctx, file);
}

type Below = { chatId: string } | { projectId: string };

async function dropChats(
  ctx: Context,
  chats: { _id: string } | { projectId: string },
  below: Below,
): Promise<void> {
  // Fence the writers off before their logs go, or a flush under way would leave events that belong to nothing.
  await ctx.c.runs.updateMany(below, { $set: { lease: "", leaseUntil: 0 } });
  const logs = await ctx.c.runs.find({ ...below, purgeAt: { $gt: 0 } }, { projection: { _id: 1 } }).toArray();
  await dropLogs(
    ctx,
    logs.map((run) => run._id),
  );
  await ctx.c.runs.deleteMany(below);
  await ctx.c.answers.deleteMany(below);
  await ctx.c.shares.deleteMany(below);
  await ctx.c.searchTexts.deleteMany(below);
  await ctx.c.messages.deleteMany(below);
  if ("chatId" in below) await dropFiles(ctx, below);
  await ctx.c.chats.deleteMany(chats);
}

const VISITORS_AT_ONCE = 200;

/** Visitors whose time is over, and what they said; they go last, so that an interrupted sweep finds them again. */
export async function dropVisitors(ctx: Context, now: number): Promise<void> {
  const { chats, visitors } = ctx.c;
  const only = { projection: { _id: 1 } } as const;
  for (;;) {
    const over = { expiresAt: { $lte: now } };
    const gone = await visitors.find(over, only).limit(VISITORS_AT_ONCE).toArray();
    if (gone.length === 0) return;
    const visitorId = { $in: gone.map(({ _id }) => _id) };
    for (const { _id } of await chats.find({ visitorId }, only).toArray())
      await dropChats(ctx, { _id }, { chatId: _id });
    await visitors.deleteMany({ _id: visitorId, ...over });
  }
}

async function dropTests(ctx: Context, projectId: string): Promise<void> {
  const { c } = ctx;
  const runs = await c.evalRuns.find({ projectId }, { projection: { _id: 1 } }).toArray();
  await c.evalUnits.deleteMany({ runId: { $in: runs.map(({ _id }) => _id) } });
  await c.evalResults.deleteMany({ projectId });
  await c.evalRuns.deleteMany({ projectId });
  await c.caseRevisions.deleteMany({ projectId });
  await c.cases.deleteMany({ projectId });
  await c.testSets.deleteMany({ projectId });
  await c.publications.deleteMany({ projectId });
  await c.releases.deleteMany({ projectId });
  const kept = await c.segments.find({ projectId }, { projection: { _id: 1 } }).toArray();
  await c.segmentBlobs.deleteMany({ segmentId: { $in: kept.map(({ _id }) => _id) } });
  await c.segments.deleteMany({ projectId });
}
