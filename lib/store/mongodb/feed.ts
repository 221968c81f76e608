import type { FeedEvent, FeedStore, Scope } from "../types";
import type { Context } from "./client";
import type { FeedEventDoc } from "./collections";
import { isDuplicateKey } from "./errors";
import { findUser } from "./visibility";

const padded = (seq: number) => String(seq).padStart(12, "0");
const idOf = (ownerId: string, seq: number) => `${ownerId}:${padded(seq)}`;
/** All ids of an owner's events after `seq`; `;` is the character after `:`. */
const range = (ownerId: string, seq: number) => ({ $gt: idOf(ownerId, seq), $lt: `${ownerId};` });

export function feedStore(ctx: Context): FeedStore {
  const { feedEvents, feedHeads } = ctx.c;

  /** The event before the head: pruning raises the head before it deletes. */
  const end = async (ownerId: string): Promise<number> => {
    const [last] = await feedEvents
      .find({ _id: range(ownerId, 0) }, { projection: { seq: 1 } })
      .sort({ _id: -1 })
      .limit(1)
      .toArray();
    return last?.seq ?? (await feedHeads.findOne({ _id: ownerId }))?.seq ?? 0;
  };

  return {
    async append({ ownerId, projectId, data }, now) {
      if (!(await findUser(ctx, ownerId))) return;
      // Number n is taken by inserting it, and only where n - 1 is seen: so there is no gap and no early event.
      for (;;) {
        const seq = (await end(ownerId)) + 1;
        try {
          await feedEvents.insertOne({ _id: idOf(ownerId, seq), ownerId, projectId, seq, at: now, data });
          return;
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
        }
      }
    },

    async after(scope, afterSeq, limit) {
      const docs = await feedEvents
        .find({ _id: range(scope.ownerId, afterSeq) })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      const [first] = docs;
      if (!first) {
        const last = await end(scope.ownerId);
        if (last < afterSeq) return { events: [], seq: last, missed: true };
      }
      const pruned = first ? first.seq - 1 : ((await feedHeads.findOne({ _id: scope.ownerId }))?.seq ?? 0);
      return {
        events: docs.filter((doc) => sees(scope, doc)).map(toEvent),
        seq: docs.at(-1)?.seq ?? Math.max(afterSeq, pruned),
        missed: pruned > afterSeq,
      };
    },

    latest: (scope) => end(scope.ownerId),
  };
}

const sees = (scope: Scope, doc: FeedEventDoc) =>
  scope.projectId === undefined || doc.projectId === scope.projectId;
const toEvent = ({ seq, at, data }: FeedEventDoc): FeedEvent => ({ seq, at, data });

const EVENTS_AT_ONCE = 1_000;

/** Drops events from before `before` (epoch ms). */
export async function pruneFeed(ctx: Context, before: number): Promise<void> {
  for (;;) {
    const old = await ctx.c.feedEvents
      .find({ at: { $lt: before } }, { projection: { ownerId: 1, seq: 1 } })
      .limit(EVENTS_AT_ONCE)
      .toArray();
    if (old.length === 0) return;
    const heads = new Map<string, number>();
    for (const { ownerId, seq } of old) heads.set(ownerId, Math.max(seq, heads.get(ownerId) ?? 0));
    for (const [ownerId, seq] of heads) {
      await ctx.c.feedHeads.updateOne({ _id: ownerId }, { $max: { seq } }, { upsert: true });
    }
    await ctx.c.feedEvents.deleteMany({ _id: { $in: old.map((doc) => doc._id) } });
  }
}
