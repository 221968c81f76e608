import type { AnyBulkWriteOperation, Filter } from "mongodb";
import type { RunFlush, RunFlushResult, Tell } from "../types";
import type { Context } from "./client";
import type { MessageDoc, RunDoc, RunEventDoc } from "./collections";
import { putEvent } from "./deliveries";
import { isDuplicateKey } from "./errors";
import { toMessage } from "./messages";
import { storeOpening } from "./run-begin";
import { counts, toEventDoc } from "./run-log";
import { indexMessages } from "./search-index";
import { usageOf, writeUsage } from "./usage";

/** How long a finished run's log stays for those who still follow it from another process. */
const LOG_KEPT_MS = 60 * 60_000;

/**
 * Writes many runs at once, one bulk write per collection. Events come first and count only once the run itself says
 * so; a message's final state comes before the run's, because the run's frees the chat for the next send.
 */
export async function flushRuns(ctx: Context, batch: RunFlush[], tell?: Tell): Promise<RunFlushResult[]> {
  if (batch.length === 0) return [];
  const ids = batch.map((flush) => flush.runId);
  const before = new Map((await findRuns(ctx, ids)).map((run) => [run._id, run]));
  const mine = batch.filter(({ runId, lease }) => {
    const run = before.get(runId);
    return run?.lease === lease && run.status === "active";
  });
  for (const { runId } of mine) {
    const run = before.get(runId);
    if (run?.opening) await storeOpening(ctx, run);
  }

  await Promise.all([writeEvents(ctx, mine), writeMessages(ctx, mine, before)]);
  const told = await noteEnds(ctx, mine, before, tell);
  const changes = mine.map((flush) => runChange(flush));
  const written =
    changes.length > 0 ? (await ctx.c.runs.bulkWrite(changes, { ordered: false })).matchedCount : 0;

  const after =
    written === mine.length ? before : new Map((await findRuns(ctx, ids)).map((run) => [run._id, run]));
  const results = batch.map((flush) => {
    const run = after.get(flush.runId);
    const own = run?.lease === flush.lease;
    // A repeated last flush whose answer was lost finds the run ended, as it wanted.
    const accepted = own && (run.status === "active" || run.status === flush.finish?.status);
    const stopRequested = own && run.stopRequestedAt !== null;
    return { runId: flush.runId, accepted, stopRequested, ...(told.has(flush.runId) && { told: true }) };
  });
  await dropRejected(ctx, mine, results, after);
  return results;
}

function findRuns(ctx: Context, ids: string[]): Promise<RunDoc[]> {
  return ctx.c.runs.find({ _id: { $in: ids } }).toArray();
}

async function writeEvents(ctx: Context, batch: RunFlush[]): Promise<void> {
  const docs: RunEventDoc[] = batch.flatMap(({ runId, lease, events }) =>
    events.map((event) => toEventDoc(runId, lease, event)),
  );
  if (docs.length === 0) return;
  try {
    await ctx.c.runEvents.insertMany(docs, { ordered: false });
  } catch (error) {
    // A repeated flush: the same events are there already.
    if (!isDuplicateKey(error)) throw error;
  }
}

async function writeMessages(ctx: Context, batch: RunFlush[], runs: Map<string, RunDoc>): Promise<void> {
  const changes: AnyBulkWriteOperation<MessageDoc>[] = [];
  for (const { runId, lease, message = {}, seq, finish } of batch) {
    const set = {
      ...(message.parts !== undefined && { parts: message.parts }),
      ...(message.usage !== undefined && { usage: message.usage }),
      ...(message.finishReason !== undefined && { finishReason: message.finishReason }),
      ...(message.model !== undefined && { model: message.model }),
      ...(message.timing && { timing: message.timing }),
      ...(message.failure && { failure: message.failure }),
      ...(finish && { status: finish.status }),
      ...(seq !== undefined && { seq }),
    };
    const messageId = runs.get(runId)?.messageId;
    if (messageId === undefined || (Object.keys(message).length === 0 && !finish)) continue;
    const filter: Filter<MessageDoc> = { _id: messageId, runId, lease, status: "streaming" };
    // A write that was given up on may still arrive, after later ones.
    if (seq !== undefined) filter.seq = { $not: { $gt: seq } };
    changes.push({ updateOne: { filter, update: { $set: set } } });
  }
  if (changes.length > 0) await ctx.c.messages.bulkWrite(changes, { ordered: false });
}

/** What a finished reply leaves besides: a text to be found, what it has cost, and news for webhooks. @returns which were told */
async function noteEnds(
  ctx: Context,
  batch: RunFlush[],
  runs: Map<string, RunDoc>,
  tell?: Tell,
): Promise<Set<string>> {
  const told = new Set<string>();
  const ends = batch.filter((flush) => flush.finish);
  if (ends.length === 0) return told;
  const messages = await ctx.c.messages
    .find({ $or: ends.map(({ runId, lease }) => ({ _id: runs.get(runId)?.messageId ?? "", runId, lease })) })
    .toArray();
  const counted = ends.flatMap((flush) => {
    const run = runs.get(flush.runId);
    const message = messages.find(({ runId }) => runId === flush.runId);
    return run && message ? [usageOf(run, message, flush)] : [];
  });
  const news = messages.filter(({ status }) => status !== "streaming");
  const tellOne = async (message: MessageDoc) => {
    const put = tell ? await putEvent(ctx, tell(toMessage(message))) : [];
    if (put.length > 0 && message.runId) told.add(message.runId);
  };
  await Promise.all([indexMessages(ctx, messages), writeUsage(ctx, counted), ...news.map(tellOne)]);
  return told;
}

function runChange({ runId, lease, leaseUntil, events, finish }: RunFlush): AnyBulkWriteOperation<RunDoc> {
  const now = Date.now();
  const lastSeq = events.at(-1)?.seq;
  return {
    updateOne: {
      filter: { _id: runId, lease, status: "active" },
      update: {
        $set: {
          leaseUntil,
          ...(finish && {
            status: finish.status,
            errorCode: finish.errorCode ?? null,
            finishedAt: now,
            slot: runId,
            purgeAt: now + LOG_KEPT_MS,
          }),
        },
        ...(lastSeq !== undefined && { $max: { lastSeq } }),
      },
    },
  };
}

/** Takes back the events of a holder that lost its lease between the first look and its write. */
async function dropRejected(
  ctx: Context,
  batch: RunFlush[],
  results: RunFlushResult[],
  runs: Map<string, RunDoc>,
): Promise<void> {
  const rejected = new Set(results.filter((result) => !result.accepted).map((result) => result.runId));
  const ids = batch
    .filter((flush) => rejected.has(flush.runId))
    .flatMap(({ runId, lease, events }) => {
      const run = runs.get(runId);
      return events
        .filter(({ seq }) => !run || !counts(run, lease, seq))
        .map((event) => toEventDoc(runId, lease, event)._id);
    });
  if (ids.length > 0) await ctx.c.runEvents.deleteMany({ _id: { $in: ids } });
}
