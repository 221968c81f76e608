import type { EvalRunRecord, EvalRunStore, Spent, UnitClaim } from "../types";
import type { Context } from "./client";
import type { EvalResultDoc, EvalRunDoc, EvalUnitDoc } from "./collections";
import { isDuplicateKey } from "./errors";
import { toResult } from "./eval-docs";

type Work = Pick<
  EvalRunStore,
  "prepare" | "claim" | "renew" | "putResult" | "amend" | "unitResults" | "release" | "open" | "resultsOf"
> & {
  active(limit: number): Promise<EvalRunRecord[]>;
};

const unitId = (runId: string, n: number) => `${runId}:${String(n).padStart(6, "0")}`;
const BATCH = 1_000;

/**
 * What workers do: they prove themselves by the lease of a unit. A held unit has one of `concurrency` numbered places of its
 * run, which a unique index keeps apart, whoever claims.
 */
export function evalWork(ctx: Context, toRun: (doc: EvalRunDoc) => EvalRunRecord): Work {
  const { evalRuns, evalUnits, evalResults } = ctx.c;
  const running = (runId: string) => evalRuns.findOne({ _id: runId, status: "running" });
  const heldRun = async ({ runId, n, lease }: UnitClaim): Promise<EvalRunDoc | null> => {
    const unit = await evalUnits.findOne({ _id: unitId(runId, n), lease, done: false });
    return unit && running(runId);
  };
  const addSpent = (runId: string, { cost, priced, limitCost, usage }: Spent, counts: object) =>
    evalRuns.updateOne(
      { _id: runId },
      {
        $inc: {
          cost,
          limitCost,
          "usage.prompt_tokens": usage.prompt_tokens,
          "usage.completion_tokens": usage.completion_tokens,
          "usage.total_tokens": usage.total_tokens,
          ...counts,
        },
        ...(priced ? {} : { $set: { priced: false } }),
      },
    );

  return {
    async active(limit) {
      const unfinished = { status: { $in: ["queued", "running"] as EvalRunDoc["status"][] } };
      return (await evalRuns.find(unfinished).sort({ createdAt: 1, _id: 1 }).limit(limit).toArray()).map(
        toRun,
      );
    },

    async prepare(runId, units) {
      if (!(await evalRuns.findOne({ _id: runId, status: "queued" }))) return;
      for (let from = 0; from < units; from += BATCH) {
        const operations = Array.from({ length: Math.min(BATCH, units - from) }, (_, i) => {
          const _id = unitId(runId, from + i);
          const fresh = { runId, n: from + i, done: false, lease: null, leaseUntil: 0, slot: _id };
          return { updateOne: { filter: { _id }, update: { $setOnInsert: fresh }, upsert: true } };
        });
        await evalUnits.bulkWrite(operations, { ordered: false }).catch((error) => {
          if (!isDuplicateKey(error)) throw error;
        });
      }
      await evalRuns.updateOne({ _id: runId, status: "queued" }, { $set: { status: "running" } });
    },

    async claim(runId, { lease, leaseUntil, now, concurrency }) {
      if (!(await running(runId))) return null;
      await freeExpired(ctx, runId, now);
      for (;;) {
        const held = await evalUnits.find({ runId, done: false, lease: { $ne: null } }).toArray();
        if (held.length >= concurrency) return null;
        const taken = new Set(held.map(({ slot }) => slot));
        const places = Array.from({ length: concurrency }, (_, k) => `${runId}:place:${k}`);
        const slot = places.find((place) => !taken.has(place));
        const [unit] = await evalUnits
          .find({ runId, done: false, lease: null })
          .sort({ n: 1 })
          .limit(1)
          .toArray();
        if (!slot || !unit) return null;
        try {
          const claimed = await evalUnits.updateOne(
            { _id: unit._id, lease: null, done: false },
            { $set: { lease, leaseUntil, slot } },
          );
          if (claimed.matchedCount === 1) return { runId, n: unit.n, lease };
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
        }
      }
    },

    async renew(lease, leaseUntil) {
      await evalUnits.updateMany({ lease, done: false }, { $set: { leaseUntil } });
      const mine = await evalUnits.find({ lease, done: false }, { projection: { runId: 1 } }).toArray();
      const ids = [...new Set(mine.map(({ runId }) => runId))];
      const alive = await evalRuns
        .find({ _id: { $in: ids }, status: "running" }, { projection: { _id: 1 } })
        .toArray();
      const known = new Set(alive.map(({ _id }) => _id));
      return ids.filter((id) => !known.has(id));
    },

    async putResult(claim, { id, ...result }, spent) {
      const run = await heldRun(claim);
      if (!run) return false;
      const doc: EvalResultDoc = {
        _id: id,
        ...result,
        runId: run._id,
        ownerId: run.ownerId,
        projectId: run.projectId,
        place: claim.n,
        review: null,
        reviewedAt: null,
        createdAt: Date.now(),
      };
      try {
        await evalResults.insertOne(doc);
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
      await addSpent(run._id, spent, { done: 1, errors: result.verdict === "error" ? 1 : 0 });
      return true;
    },

    async amend(claim, resultId, { checks, verdict }, spent) {
      const run = await heldRun(claim);
      if (!run) return false;
      const before = await evalResults.findOneAndUpdate(
        { _id: resultId, runId: run._id },
        { $set: { checks, verdict } },
      );
      if (!before) return false;
      const errors = (verdict === "error" ? 1 : 0) - (before.verdict === "error" ? 1 : 0);
      await addSpent(run._id, spent, { errors });
      return true;
    },

    async unitResults({ runId }, caseId, repeat) {
      return (await evalResults.find({ runId, caseId, repeat }).toArray()).map(toResult);
    },

    async release({ runId, n, lease }, done) {
      const _id = unitId(runId, n);
      const free = { done, lease: null, leaseUntil: 0, slot: _id };
      return (await evalUnits.updateOne({ _id, lease }, { $set: free })).matchedCount === 1;
    },

    open: (runId) => evalUnits.countDocuments({ runId, done: false }),

    async resultsOf(runId) {
      return (await evalResults.find({ runId }).sort({ place: 1, side: 1 }).toArray()).map(toResult);
    },
  };
}

async function freeExpired(ctx: Context, runId: string, now: number): Promise<void> {
  const { evalUnits } = ctx.c;
  const filter = { runId, done: false, lease: { $ne: null }, leaseUntil: { $lt: now } };
  for (const { _id, lease, leaseUntil } of await evalUnits.find(filter).toArray()) {
    const free: Partial<EvalUnitDoc> = { lease: null, leaseUntil: 0, slot: _id };
    await evalUnits.updateOne({ _id, lease, leaseUntil }, { $set: free });
  }
}
