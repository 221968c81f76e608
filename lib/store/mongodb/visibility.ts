import { ObjectId } from "mongodb";
import { isId } from "@/lib/ids";
import type { Scope } from "../types";
import type { Context } from "./client";
import type { ChatDoc, ProjectDoc, UserDoc } from "./collections";

/** The one place that turns a scope into a query. For projects themselves see {@link projectFilter}. */
export function scopeFilter(scope: Scope) {
  return scope.projectId === undefined
    ? { ownerId: scope.ownerId }
    : { ownerId: scope.ownerId, projectId: scope.projectId };
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
export async function hiddenOf(ctx: Context, ownerId: string): Promise<Set<string>> {
  const tombstones = await ctx.c.tombstones
    .find({ ownerId, done: false }, { projection: { _id: 1 } })
    .toArray();
  return new Set(tombstones.map((t) => t._id));
}

/**
 * Whether one of the ids was removed in the last hour, even if all of it is gone: whoever adds to a parent asks this
 * *after* writing. Either the removal began later and finds what was written, or this finds the removal.
 */
export async function wasRemoved(ctx: Context, ids: string[]): Promise<boolean> {
  return (await ctx.c.tombstones.findOne({ _id: { $in: ids } }, { projection: { _id: 1 } })) !== null;
}

export async function visibleProject(ctx: Context, scope: Scope, id: string): Promise<ProjectDoc | null> {
  const [project, hidden] = await Promise.all([
    ctx.c.projects.findOne(projectFilter(scope, id)),
    hiddenOf(ctx, scope.ownerId),
  ]);
  return project && !hidden.has(id) && !hidden.has(scope.ownerId) ? project : null;
}

export async function visibleChat(ctx: Context, scope: Scope, id: string): Promise<ChatDoc | null> {
  const [chat, hidden] = await Promise.all([
    ctx.c.chats.findOne({ _id: id, ...scopeFilter(scope) }),
    hiddenOf(ctx, scope.ownerId),
  ]);
  if (!chat || hidden.has(id) || hidden.has(chat.projectId) || hidden.has(scope.ownerId)) return null;
  return chat;
}

/** Users' own ids are ObjectIds; anything that is none finds nobody. */
export async function findUser(ctx: Context, id: string): Promise<UserDoc | null> {
  return isId(id) ? ctx.c.users.findOne({ _id: new ObjectId(id) }) : null;
}
