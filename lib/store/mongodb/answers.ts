import type { AnswerRecord, AnswerStore, Scope } from "../types";
import type { Context } from "./client";
import type { AnswerDoc } from "./collections";
import { hiddenOf, visibleProject, wasRemoved } from "./visibility";

function toAnswer({ _id, ownerId: _owner, actor: _actor, ...rest }: AnswerDoc): AnswerRecord {
  return { id: _id, ...rest };
}

function own({ userId, projectId, actor }: Scope) {
  return {
    ownerId: userId,
    ...(actor.kind === "user" ? {} : { actor: actor.id }),
    ...(projectId === undefined ? {} : { projectId }),
  };
}

export function answerStore(ctx: Context): AnswerStore {
  const answers = ctx.c.answers;
  return {
    async put(scope, { id, ...record }) {
      if (!(await visibleProject(ctx, scope, record.projectId))) return false;
      const actor = scope.actor.kind === "user" ? "" : scope.actor.id;
      const doc = { ...record, ownerId: scope.userId, actor };
      await answers.replaceOne({ _id: id, ...own(scope) }, doc, { upsert: true });
      const parents = [scope.userId, record.projectId, ...(record.chatId === null ? [] : [record.chatId])];
      if (!(await wasRemoved(ctx, parents))) return true;
      await answers.deleteOne({ _id: id });
      return false;
    },

    async get(scope, id, now) {
      const doc = await answers.findOne({ _id: id, expiresAt: { $gt: now }, ...own(scope) });
      if (!doc) return null;
      const hidden = await hiddenOf(ctx, scope.ownerId);
      const parents = [doc.ownerId, doc.projectId, doc.chatId ?? ""];
      return parents.some((parent) => hidden.has(parent)) ? null : toAnswer(doc);
    },

    async remove(scope, id) {
      return (await answers.deleteOne({ _id: id, ...own(scope) })).deletedCount === 1;
    },
  };
}
