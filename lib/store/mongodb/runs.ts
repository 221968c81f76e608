import type { RunRecord, RunStore, Scope } from "../types";
import type { Context } from "./client";
import type { RunDoc } from "./collections";
import { isDuplicateKey } from "./errors";
import { toMessage } from "./messages";
import { beginRun, storeOpening } from "./run-begin";
import { flushRuns } from "./run-flush";
import { readLog } from "./run-log";
import { chatFilter, hiddenFor, projectFilter, visibleChat } from "./visibility";

function toRun(doc: RunDoc): RunRecord {
  const { _id, slot: _slot, holders: _holders, opening: _opening, purgeAt: _purgeAt, ...rest } = doc;
  const { keyId = null, visitorId = null } = rest;
  return { id: _id, ...rest, keyId, visitorId };
}

/** The projects that an owner in person may remove. */
async function keptProjects(ctx: Context, scope: Scope): Promise<string[]> {
  if (scope.role !== "owner" || scope.actor.kind !== "user") return [];
  const docs = await ctx.c.projects.find(projectFilter(scope), { projection: { _id: 1 } }).toArray();
  return docs.map((doc) => doc._id);
}

/** A write that tells whether writes are taken. */
export async function countLook({ c }: Context): Promise<void> {
  try {
    await c.counters.updateOne({ _id: "looks" }, { $inc: { value: 1 } }, { upsert: true });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

export function runStore(ctx: Context): RunStore {
  const runs = ctx.c.runs;

  return {
    begin: (scope, input) => beginRun(ctx, scope, input),
    flush: (batch, tell) => flushRuns(ctx, batch, tell),

    async get(scope, id) {
      const doc = await runs.findOne({ _id: id, ...chatFilter(scope) });
      return doc && (await visibleChat(ctx, scope, doc.chatId)) ? toRun(doc) : null;
    },

    async active(scope, chatId) {
      const [chat, doc] = await Promise.all([
        visibleChat(ctx, scope, chatId),
        runs.findOne({ slot: chatId, ...chatFilter(scope) }),
      ]);
      return chat && doc ? toRun(doc) : null;
    },

    async tail(scope, id, afterSeq, limit) {
      const doc = await runs.findOne({ _id: id, ...chatFilter(scope) });
      if (!doc) return null;
      const [chat, events] = await Promise.all([
        visibleChat(ctx, scope, doc.chatId),
        readLog(ctx, doc, afterSeq, limit),
      ]);
      return chat && { run: toRun(doc), events };
    },

    async requestStop(scope, chatId, now) {
      if (!(await visibleChat(ctx, scope, chatId))) return null;
      const active = { slot: chatId, ...chatFilter(scope) };
      await runs.updateOne({ ...active, stopRequestedAt: null }, { $set: { stopRequestedAt: now } });
      const doc = await runs.findOne(active);
      return doc && toRun(doc);
    },

    async listActive(scope, projectId) {
      const [kept, hidden] = await Promise.all([keptProjects(ctx, scope), hiddenFor(ctx, scope)]);
      const docs = await runs
        .find({
          $and: [
            { status: "active" },
            { $or: [chatFilter(scope), { projectId: { $in: kept } }] },
            ...(projectId === undefined ? [] : [{ projectId }]),
          ],
        })
        .toArray();
      return docs.filter((doc) => !hidden.has(doc.projectId) && !hidden.has(doc.chatId)).map(toRun);
    },

    async leases() {
      const active = () => runs.find({ status: "active" }, { projection: { lease: 1, leaseUntil: 1 } });
      if (!(await active().limit(1).hasNext())) return [];
      await countLook(ctx);
      return (await active().toArray()).map(({ _id: id, lease, leaseUntil }) => ({ id, lease, leaseUntil }));
    },

    async takeOver(seen, newLease, leaseUntil, tell) {
      const { id } = seen;
      const unchanged = {
        _id: id,
        status: "active" as const,
        lease: seen.lease,
        leaseUntil: seen.leaseUntil,
      };
      const run = await runs.findOne(unchanged);
      if (!run) return null;
      const taken = await runs.findOneAndUpdate(
        // `lastSeq` too: what the old holder wrote up to here counts, nothing later.
        { ...unchanged, lastSeq: run.lastSeq },
        {
          $set: { lease: newLease, leaseUntil },
          $push: { holders: { lease: newLease, after: run.lastSeq } },
        },
        { returnDocument: "after" },
      );
      if (!taken) return null;
      await storeOpening(ctx, taken);
      const message = await ctx.c.messages.findOneAndUpdate(
        { _id: taken.messageId, runId: id },
        { $set: { lease: newLease } },
        { returnDocument: "after" },
      );
      if (!message || message.status === "streaming") return toRun(taken);
      // The old holder had ended the message and died before it could end the run: nothing is left to recover.
      const end = { runId: id, lease: newLease, leaseUntil, events: [], finish: { status: message.status } };
      await flushRuns(ctx, [end], tell);
      return null;
    },

    async messageOf(runId, lease) {
      const run = await runs.findOne({ _id: runId, lease });
      const doc = run && (await ctx.c.messages.findOne({ _id: run.messageId, runId, lease }));
      return doc && toMessage(doc);
    },

    async eventsOf(runId, lease) {
      const run = await runs.findOne({ _id: runId, lease });
      return run ? readLog(ctx, run, 0) : [];
    },
  };
}
