import type { Filter } from "mongodb";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { decodeCursor } from "../cursor";
import { toUsage } from "../eval-usage";
import { pageOf } from "../paging";
import type { EvalRunStore, Scope } from "../types";
import type { Context } from "./client";
import type { EvalResultDoc, EvalRunDoc } from "./collections";
import { toResult, toRun } from "./eval-docs";
import { evalWork } from "./eval-units";
import { beyond, pageBy } from "./paging";
import { removedMeanwhile, scopeFilter, visibleProject } from "./visibility";

const UNFINISHED: EvalRunDoc["status"][] = ["queued", "running"];

export function evalRunStore(ctx: Context): EvalRunStore {
  const { evalRuns, evalUnits, evalResults } = ctx.c;
  const mine = (scope: Scope, projectId: string, more: object) => ({
    $and: [scopeFilter(scope), { projectId, ...more }],
  });

  return {
    ...evalWork(ctx, toRun),

    async create(scope, { projectId, setId, authorId, spec, total }, { activeLimit, keep }) {
      const project = await visibleProject(ctx, scope, projectId);
      if (!project) return null;
      const active = await evalRuns.countDocuments({ projectId, status: { $in: UNFINISHED } });
      if (active >= activeLimit) throw new AppError("limit_reached");
      const now = Date.now();
      const doc: EvalRunDoc = {
        _id: newId(now),
        ownerId: project.ownerId,
        projectId,
        setId,
        authorId,
        spec,
        status: "queued",
        stopReason: null,
        done: 0,
        total,
        errors: 0,
        cost: 0,
        priced: true,
        limitCost: 0,
        usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
        outcome: null,
        createdAt: now,
        finishedAt: null,
      };
      await evalRuns.insertOne(doc);
      if (await removedMeanwhile(ctx, [project.ownerId, projectId])) {
        await evalRuns.deleteOne({ _id: doc._id });
        return null;
      }
      await prune(ctx, projectId, keep);
      return toRun(doc);
    },

    async usage(scope, asked, { from, to }) {
      const projectIds = asked.filter((id) => (scope.projectId ?? id) === id);
      if (projectIds.length === 0 || scope.actor.kind !== "user") return [];
      const createdAt = { $gte: from, $lt: to };
      const filter = { projectId: { $in: projectIds }, createdAt, authorId: scope.userId };
      const docs = await evalRuns.find(filter).sort({ createdAt: -1 }).toArray();
      return docs.map(toRun).map(toUsage);
    },

    async get(scope, projectId, id) {
      if (!(await visibleProject(ctx, scope, projectId))) return null;
      const doc = await evalRuns.findOne(mine(scope, projectId, { _id: id }));
      return doc && toRun(doc);
    },

    async list(scope, projectId, { setId, kind, ...page }) {
      if (!(await visibleProject(ctx, scope, projectId))) return { items: [], nextCursor: null };
      const filter = mine(scope, projectId, {
        ...(setId ? { setId } : {}),
        ...(kind ? { "spec.kind": kind } : {}),
      });
      const found = await pageBy(evalRuns, filter, "createdAt", page);
      return { items: found.items.map(toRun), nextCursor: found.nextCursor };
    },

    async cancel(scope, projectId, id, reason) {
      if (!(await visibleProject(ctx, scope, projectId))) return null;
      const ended = await evalRuns.updateOne(
        mine(scope, projectId, { _id: id, status: { $in: UNFINISHED } }),
        {
          $set: { status: "cancelled", stopReason: reason, finishedAt: Date.now() },
        },
      );
      // Held units stay until their holder has heard of it.
      if (ended.matchedCount > 0) await evalUnits.deleteMany({ runId: id, lease: null });
      const doc = await evalRuns.findOne(mine(scope, projectId, { _id: id }));
      return doc && toRun(doc);
    },

    async finish(runId, { status, stopReason, outcome }) {
      const [done, errors] = await Promise.all([
        evalResults.countDocuments({ runId }),
        evalResults.countDocuments({ runId, verdict: "error" }),
      ]);
      const ended = await evalRuns.updateOne(
        { _id: runId, status: { $in: UNFINISHED } },
        { $set: { status, stopReason, outcome, done, errors, finishedAt: Date.now() } },
      );
      if (ended.matchedCount === 0) return false;
      await evalUnits.deleteMany({ runId });
      return true;
    },

    async results(scope, projectId, runId, { limit, cursor, caseId, side }) {
      if (!(await visibleProject(ctx, scope, projectId))) return { items: [], nextCursor: null };
      const after = cursor ? decodeCursor(cursor, ["number", "string"]) : null;
      const filter = {
        $and: [
          mine(scope, projectId, { runId, ...(caseId ? { caseId } : {}), ...(side ? { side } : {}) }),
          ...(after ? [beyond("place", after, 1)] : []),
        ],
      } as Filter<EvalResultDoc>;
      const rows = await evalResults
        .find(filter)
        .sort({ place: 1, _id: 1 })
        .limit(limit + 1)
        .toArray();
      return pageOf(rows, limit, toResult, (_, last) => [last.place, last._id]);
    },

    async allResults(scope, projectId, runId) {
      if (!(await visibleProject(ctx, scope, projectId))) return [];
      const found = evalResults.find(mine(scope, projectId, { runId })).sort({ place: 1, _id: 1 });
      return (await found.toArray()).map(toResult);
    },

    async getResult(scope, projectId, runId, id) {
      if (!(await visibleProject(ctx, scope, projectId))) return null;
      const doc = await evalResults.findOne(mine(scope, projectId, { runId, _id: id }));
      return doc && toResult(doc);
    },

    async review(scope, projectId, runId, id, review) {
      if (!(await visibleProject(ctx, scope, projectId))) return null;
      const doc = await evalResults.findOneAndUpdate(
        mine(scope, projectId, { runId, _id: id }),
        { $set: { review, reviewedAt: review?.at ?? null } },
        { returnDocument: "after" },
      );
      return doc && toResult(doc);
    },

    async reviewed(scope, projectId, limit) {
      if (!(await visibleProject(ctx, scope, projectId))) return [];
      const filter = mine(scope, projectId, { reviewedAt: { $ne: null } });
      return (await evalResults.find(filter).sort({ reviewedAt: -1 }).limit(limit).toArray()).map(toResult);
    },
  };
}

/** Finished runs beyond the newest `keep` go, with their results. */
async function prune({ c }: Context, projectId: string, keep: number): Promise<void> {
  const old = await c.evalRuns
    .find({ projectId }, { projection: { _id: 1, finishedAt: 1 } })
    .sort({ createdAt: -1, _id: -1 })
    .skip(keep)
    .toArray();
  const ids = old.filter(({ finishedAt }) => finishedAt !== null).map(({ _id }) => _id);
  if (ids.length === 0) return;
  await c.evalResults.deleteMany({ runId: { $in: ids } });
  await c.evalUnits.deleteMany({ runId: { $in: ids } });
  await c.evalRuns.deleteMany({ _id: { $in: ids } });
}
