import { AppError } from "@/lib/errors";
import type { MemberRecord, MemberStore } from "../types";
import type { Context } from "./client";
import type { MemberDoc, ProjectDoc } from "./collections";
import { isDuplicateKey } from "./errors";
import { findUser, removedMeanwhile, visibleProject, wasRemoved } from "./visibility";

const toMember = ({ projectId, userId, role, createdAt }: MemberDoc): MemberRecord => ({
  projectId,
  userId,
  role,
  createdAt,
});

const idOf = (projectId: string, userId: string) => `${projectId}:${userId}`;

/** Everything that is filtered by the keeper of its project. */
const KEPT = [
  "files",
  "looseBodies",
  "configs",
  "versions",
  "jobs",
  "segments",
  "releases",
  "publications",
  "testSets",
  "cases",
  "caseRevisions",
  "evalRuns",
  "evalResults",
  "webhooks",
] as const;

export function memberStore(ctx: Context): MemberStore {
  const { members, projects } = ctx.c;
  const present = { left: false };

  return {
    async access(userId, projectId) {
      const [ownerId, member, removed] = await Promise.all([
        ctx.reads.ownerOf(projectId),
        ctx.reads.membership(idOf(projectId, userId)),
        wasRemoved(ctx, [projectId, userId]),
      ]);
      if (ownerId === null || removed) return null;
      if (ownerId === userId) return { ownerId, role: "owner" };
      if (!member || member.left || (await wasRemoved(ctx, [ownerId]))) return null;
      return { ownerId, role: member.role };
    },

    async list(scope, projectId) {
      const project = await visibleProject(ctx, scope, projectId);
      if (!project) return [];
      const docs = await members.find({ projectId, ...present }).toArray();
      docs.sort((a, b) => a.createdAt - b.createdAt || (a.userId < b.userId ? -1 : 1));
      // A project that was handed over a moment ago may still have a row for its keeper.
      return docs.filter((doc) => doc.userId !== project.ownerId).map(toMember);
    },

    async put(scope, projectId, { userId, role }, limit) {
      const [project, user] = await Promise.all([
        visibleProject(ctx, scope, projectId),
        findUser(ctx, userId),
      ]);
      if (!project || !user || project.ownerId === userId) return null;
      const _id = idOf(projectId, userId);
      const before = await members.findOne({ _id, ...present });
      const count = () => members.countDocuments({ projectId, ...present });
      if (!before && (await count()) >= limit) throw new AppError("limit_reached");
      const doc: MemberDoc = { _id, projectId, userId, role, left: false, createdAt: Date.now() };
      if (before) await members.updateOne({ _id }, { $set: { role } });
      else await join(ctx, doc);
      // Looked at again after writing: of racing calls never more than the limit stay.
      if (!before && (await count()) > limit) {
        await members.updateOne({ _id }, { $set: { left: true } });
        throw new AppError("limit_reached");
      }
      if (await removedMeanwhile(ctx, [project.ownerId, projectId, userId])) {
        await members.deleteOne({ _id });
        return null;
      }
      return toMember({ ...doc, createdAt: before?.createdAt ?? doc.createdAt });
    },

    async remove(scope, projectId, userId) {
      if (!(await visibleProject(ctx, scope, projectId))) return false;
      const left = await members.updateOne(
        { _id: idOf(projectId, userId), ...present },
        { $set: { left: true } },
      );
      return left.modifiedCount === 1;
    },

    async shared(scope) {
      if (scope.actor.kind !== "user") return [];
      const { userId, projectId } = scope;
      const own = { userId, ...present, ...(projectId === undefined ? {} : { projectId }) };
      const docs = await members.find(own).toArray();
      const ids = docs.map((doc) => doc.projectId);
      const [found, removed] = await Promise.all([
        projects.find({ _id: { $in: ids } }, { projection: { ownerId: 1 } }).toArray(),
        ctx.c.tombstones.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray(),
      ]);
      const gone = new Set(removed.map(({ _id }) => _id));
      const owners = new Map(found.map(({ _id, ownerId }) => [_id, ownerId]));
      docs.sort((a, b) => b.createdAt - a.createdAt || (a.projectId < b.projectId ? 1 : -1));
      return docs.flatMap((doc) => {
        const ownerId = owners.get(doc.projectId);
        if (ownerId === undefined || ownerId === userId || gone.has(doc.projectId)) return [];
        return [{ ...toMember(doc), ownerId }];
      });
    },

    async handOver(scope, projectId, userId) {
      const project = await visibleProject(ctx, scope, projectId);
      const member = await members.findOne({ _id: idOf(projectId, userId), ...present });
      if (!project || !member) return false;
      const before = { projectId, userId: project.ownerId, role: "owner" as const, left: false };
      await join(ctx, { ...before, _id: idOf(projectId, project.ownerId), createdAt: Date.now() });
      await Promise.all(
        KEPT.map((name) => ctx.c[name].updateMany({ projectId }, { $set: { ownerId: userId } })),
      );
      // What visitors said to the keeper before is not handed over.
      await ctx.c.visitors.updateMany({ projectId }, { $set: { expiresAt: 0 } });
      await takeOver(ctx, project, userId);
      await members.deleteOne({ _id: idOf(projectId, userId) });
      return true;
    },
  };
}

/** Who was there before gets their place again. */
async function join(ctx: Context, { _id, ...doc }: MemberDoc): Promise<void> {
  const write = () => ctx.c.members.updateOne({ _id }, { $set: doc }, { upsert: true });
  await write().catch((error) => {
    if (!isDuplicateKey(error)) throw error;
    return write();
  });
}

/** The project gets a place among its new keeper's, and a name: the id where they have given its own already. */
async function takeOver(ctx: Context, project: ProjectDoc, ownerId: string): Promise<void> {
  const { _id, ownerId: before } = project;
  const named = await ctx.c.slugs.findOne({ _id: `${ownerId}:${project.slug ?? _id}` });
  const slug = named && named.projectId !== _id ? _id : (project.slug ?? _id);
  await ctx.c.slugs.updateOne({ _id: `${ownerId}:${slug}` }, { $set: { projectId: _id } }, { upsert: true });
  for (;;) {
    const theirs = await ctx.c.projects.find({ ownerId }, { projection: { slot: 1 } }).toArray();
    const taken = new Set(theirs.map((doc) => doc.slot));
    let slot = 0;
    while (taken.has(slot)) slot += 1;
    try {
      await ctx.c.projects.updateOne({ _id }, { $set: { ownerId, slot, slug } });
      await ctx.c.slugs.deleteMany({ _id: { $gt: `${before}:`, $lt: `${before};` }, projectId: _id });
      return;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}
