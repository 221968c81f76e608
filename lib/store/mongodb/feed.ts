import { MongoBulkWriteError } from "mongodb";
import type { FeedEvent, FeedStore, Scope } from "../types";
import type { Context } from "./client";
import type { FeedEventDoc } from "./collections";
import { isDuplicateKey } from "./errors";
import { findUser } from "./visibility";

const padded = (seq: number) => String(seq).padStart(12, "0");
const idOf = (ownerId: string, seq: number) => `${ownerId}:${padded(seq)}`;
/** All ids of an owner's events after `seq`; `;` is the character after `:`. */
const range = (ownerId: string, seq: number) => ({ $gt: idOf(ownerId, seq), $lt: `${ownerId};` });

type News = { projectId: string | null; data: string; at: number };

/**
 * One writing at a time for each owner, with all that has come meanwhile: a burst of one person's chats would race for the
 * same number, and every round of it let one through.
 */
function inTurns(write: (ownerId: string, news: News[]) => Promise<void>) {
  const waiting = new Map<string, { news: News[]; written: Promise<void> }>();
  const writing = new Map<string, Promise<void>>();
  return (ownerId: string, one: News): Promise<void> => {
    const joined = waiting.get(ownerId);
    if (joined) {
      joined.news.push(one);
      return joined.written;
    }
    const news = [one];
    const before = writing.get(ownerId) ?? Promise.resolve();
    const written = before
      .catch(() => {})
      .then(() => {
        waiting.delete(ownerId);
        return write(ownerId, news);
      });
    waiting.set(ownerId, { news, written });
    writing.set(ownerId, written);
    const over = () => {
      if (writing.get(ownerId) === written) writing.delete(ownerId);
    };
    written.then(over, over);
    return written;
  };
}

export function feedStore(ctx: Context): FeedStore {
  const { feedEvents, feedHeads } = ctx.c;

  const prunedTo = async (ownerId: string) => (await feedHeads.findOne({ _id: ownerId }))?.seq ?? 0;

  /** The event before the head: pruning raises the head before it deletes. */
  const end = async (ownerId: string): Promise<number> => {
    const [last] = await feedEvents
      .find({ _id: range(ownerId, 0) }, { projection: { seq: 1 } })
      .sort({ _id: -1 })
      .limit(1)
      .toArray();
    return last?.seq ?? (await prunedTo(ownerId));
  };

  /** All at once, in order. Number n is taken by inserting it, and only where n - 1 is seen: no gap, no early event. */
  const write = async (ownerId: string, news: News[]) => {
    if (!(await findUser(ctx, ownerId))) return;
    for (let left = news; left.length > 0; ) {
      const first = (await end(ownerId)) + 1;
      const docs = left.map((one, index) => {
        const seq = first + index;
        return { _id: idOf(ownerId, seq), ownerId, seq, ...one };
      });
      try {
        await feedEvents.insertMany(docs, { ordered: true });
        return;
      } catch (error) {
        // Another process took a number; those before it are written.
        if (!(error instanceof MongoBulkWriteError) || !isDuplicateKey(error)) throw error;
        left = left.slice(error.insertedCount);
      }
    }
  };
  const add = inTurns(write);

  return {
    append: ({ ownerId, projectId, data }, at) => add(ownerId, { projectId, data, at }),

    async after(scope, afterSeq, limit) {
      for (;;) {
        const docs = await feedEvents
          .find({ _id: range(scope.userId, afterSeq) })
          .sort({ _id: 1 })
          .limit(limit)
          .toArray();
        const [first, last] = [docs[0], docs.at(-1)];
        if (first && last) {
          const events = docs.filter((doc) => sees(scope, doc)).map(toEvent);
          return { events, seq: last.seq, missed: first.seq > afterSeq + 1 };
        }
        const [ends, pruned] = [await end(scope.userId), await prunedTo(scope.userId)];
        if (ends <= afterSeq) return { events: [], seq: ends, missed: ends < afterSeq };
        if (pruned > afterSeq) return { events: [], seq: pruned, missed: true };
        // One was added between the two reads.
      }
    },

    latest: (scope) => end(scope.userId),
  };
}

const sees = (scope: Scope, doc: FeedEventDoc) =>
  scope.actor.kind === "user" && (scope.projectId === undefined || doc.projectId === scope.projectId);
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
