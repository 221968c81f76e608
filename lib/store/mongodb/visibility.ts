import { isAppError } from "@/lib/errors";
import { isId } from "@/lib/ids";
import { once } from "../read-once";
import type { Scope } from "../types";
import type { Context } from "./client";
import type { ChatDoc, ProjectDoc, UserDoc } from "./collections";
import { toAppError } from "./errors";

/** The one place that turns a scope into a query. For projects themselves see {@link projectFilter}. */
export function scopeFilter(scope: Scope) {
  return scope.projectId === undefined
    ? { ownerId: scope.ownerId }
    : { ownerId: scope.ownerId, projectId: scope.projectId };
}

/** For files: the project's, and those that the person gave to chats. */
export function fileFilter(scope: Scope) {
  const by = scope.actor.kind === "visitor" ? "" : scope.userId;
  return { $and: [scopeFilter(scope), { $or: [{ chatId: null }, { uploadedBy: by }] }] };
}

/**
 * The same for chats and what is in them: theirs who began them, a key's and a visitor's only those that they made. Whether
 * the person may still see the project is what {@link hiddenFor} says.
 */
export function chatFilter({ userId, actor, projectId }: Scope) {
  return {
    ownerId: userId,
    ...(projectId === undefined ? {} : { projectId }),
    ...(actor.kind === "key"
      ? { keyId: actor.id }
      : { visitorId: actor.kind === "visitor" ? actor.id : null }),
  };
}

/** Says in a document through what it came about. */
export function madeThrough({ actor }: Scope): { keyId: string | null; visitorId: string | null } {
  return {
    keyId: actor.kind === "key" ? actor.id : null,
    visitorId: actor.kind === "visitor" ? actor.id : null,
  };
}

/** A project's own document: the scope's project is its `_id`. */
export function projectFilter(scope: Scope, id?: string) {
  if (id === undefined) {
    return scope.projectId === undefined
      ? { ownerId: scope.ownerId }
      : { ownerId: scope.ownerId, _id: scope.projectId };
  }
  // `$in` with nothing matches nothing.
  const reachable = scope.projectId === undefined || scope.projectId === id;
  return { ownerId: scope.ownerId, _id: reachable ? id : { $in: [] } };
}

/** What an owner has removed but is not gone yet; nothing in it, or below it, may be shown. */
export const hiddenOf = (ctx: Context, ownerId: string): Promise<Set<string>> =>
  once(`hiddenOf:${ownerId}`, async () => new Set(await ctx.reads.removedOf(ownerId)));

/** What of a person's chats may not be shown: what is being removed, and projects that they were taken from. */
export const hiddenFor = (ctx: Context, scope: Scope): Promise<Set<string>> =>
  once(`hiddenFor:${scope.userId}:${scope.ownerId}`, () => readHiddenFor(ctx, scope));

async function readHiddenFor({ reads }: Context, { userId, ownerId }: Scope): Promise<Set<string>> {
  const [own, kept, memberships] = await Promise.all([
    reads.removedOf(userId),
    ownerId === userId ? [] : reads.removedOf(ownerId),
    reads.membershipsOf(userId),
  ]);
  const hidden = new Set([...own, ...kept]);
  const looked = memberships.map(async ({ projectId, left }) => {
    if (left || (await reads.wasRemoved(projectId))) hidden.add(projectId);
  });
  await Promise.all(looked);
  if (hidden.has(ownerId)) hidden.add(userId);
  return hidden;
}

/**
 * Whether one of the ids was removed in the last hour, even if all of it is gone: whoever adds to a parent asks this
 * *after* writing. Either the removal began later and finds what was written, or this finds the removal.
 */
export async function wasRemoved(ctx: Context, ids: string[]): Promise<boolean> {
  return (await Promise.all(ids.map(ctx.reads.wasRemoved))).includes(true);
}

/**
 * The same for what a caller is about to be told of: where it can't be asked, what was written stands, for the sweep goes
 * through a removal once more an hour later.
 */
export async function removedMeanwhile(ctx: Context, ids: string[]): Promise<boolean> {
  return wasRemoved(ctx, ids).catch((error) => {
    if (!isAppError(toAppError(error), "store_unavailable")) throw error;
    return false;
  });
}

export const visibleProject = (ctx: Context, scope: Scope, id: string): Promise<ProjectDoc | null> =>
  once(`project:${id}:${JSON.stringify(scope)}`, () => readVisibleProject(ctx, scope, id));

async function readVisibleProject(ctx: Context, scope: Scope, id: string): Promise<ProjectDoc | null> {
  if (scope.projectId !== undefined && scope.projectId !== id) return null;
  const [project, hidden] = await Promise.all([
    ctx.reads.project({ ownerId: scope.ownerId }, id),
    hiddenOf(ctx, scope.ownerId),
  ]);
  return project && !hidden.has(id) && !hidden.has(scope.ownerId) ? project : null;
}

/** What is shared with a person and not being removed. */
export async function sharedProjects(ctx: Context, scope: Scope): Promise<string[]> {
  if (scope.actor.kind !== "user") return [];
  const rows = await ctx.reads.membershipsOf(scope.userId);
  const ids = rows.filter((row) => !row.left).map((row) => row.projectId);
  const gone = await Promise.all(ids.map(ctx.reads.wasRemoved));
  return ids.filter((_, index) => !gone[index]);
}

export const visibleChat = (ctx: Context, scope: Scope, id: string): Promise<ChatDoc | null> =>
  once(`chat:${id}:${JSON.stringify(scope)}`, () => readVisibleChat(ctx, scope, id));

async function readVisibleChat(ctx: Context, scope: Scope, id: string): Promise<ChatDoc | null> {
  const [chat, hidden] = await Promise.all([ctx.reads.chat(chatFilter(scope), id), hiddenFor(ctx, scope)]);
  if (!chat || hidden.has(id) || hidden.has(chat.projectId) || hidden.has(scope.userId)) return null;
  return chat;
}

/** Users' own ids are ObjectIds; anything that is none finds nobody. */
export async function findUser(ctx: Context, id: string): Promise<UserDoc | null> {
  return isId(id) ? ctx.reads.user(id) : null;
}
