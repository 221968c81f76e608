import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { InvitationRecord, InvitationStore } from "../types";
import type { Context } from "./client";
import type { InvitationDoc } from "./collections";
import { removedMeanwhile, visibleProject, wasRemoved } from "./visibility";

function toInvitation({ _id, tokenHash: _hash, ...rest }: InvitationDoc): InvitationRecord {
  return { id: _id, ...rest };
}

export function invitationStore(ctx: Context): InvitationStore {
  const { invitations, projects } = ctx.c;
  const open = (projectId: string, now: number) => ({
    projectId,
    acceptedBy: null,
    expiresAt: { $gt: now },
  });

  return {
    async create(scope, projectId, { tokenHash, email, role, expiresAt }, limit) {
      const project = await visibleProject(ctx, scope, projectId);
      if (!project) return null;
      const now = Date.now();
      const count = () => invitations.countDocuments(open(projectId, now));
      if ((await count()) >= limit) throw new AppError("limit_reached");
      const doc: InvitationDoc = {
        _id: newId(now),
        projectId,
        email,
        role,
        invitedBy: scope.userId,
        createdAt: now,
        expiresAt,
        acceptedBy: null,
        acceptedAt: null,
        tokenHash,
      };
      await invitations.insertOne(doc);
      // Looked at again after writing: of racing calls never more than the limit stay.
      const full = (await count()) > limit;
      if (full || (await removedMeanwhile(ctx, [project.ownerId, projectId]))) {
        await invitations.deleteOne({ _id: doc._id });
        if (full) throw new AppError("limit_reached");
        return null;
      }
      return toInvitation(doc);
    },

    async list(scope, projectId, now) {
      if (!(await visibleProject(ctx, scope, projectId))) return [];
      const docs = await invitations.find(open(projectId, now)).sort({ createdAt: -1, _id: -1 }).toArray();
      return docs.map(toInvitation);
    },

    async remove(scope, projectId, id) {
      if (!(await visibleProject(ctx, scope, projectId))) return false;
      return (await invitations.deleteOne({ _id: id, projectId, acceptedBy: null })).deletedCount === 1;
    },

    async findByToken(tokenHash, now) {
      const doc = await invitations.findOne({ tokenHash, expiresAt: { $gt: now } });
      const project = doc && (await projects.findOne({ _id: doc.projectId }, { projection: { ownerId: 1 } }));
      if (!project || (await wasRemoved(ctx, [doc.projectId, project.ownerId]))) return null;
      return { ...toInvitation(doc), ownerId: project.ownerId };
    },

    async accept(id, userId, now) {
      await invitations.updateOne(
        { _id: id, acceptedBy: null },
        { $set: { acceptedBy: userId, acceptedAt: now } },
      );
      return (
        (await invitations.findOne({ _id: id, acceptedBy: userId }, { projection: { _id: 1 } })) !== null
      );
    },
  };
}
