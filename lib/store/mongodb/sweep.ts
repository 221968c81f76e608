import { isoDay } from "@/lib/time";
import { Steps } from "../steps";
import type { Context } from "./client";
import { pruneFeed } from "./feed";
import { sweepDrafts, sweepLooseBodies } from "./file-removal";
import { dropVisitors, finishRemoval } from "./removal";
import { dropLogs } from "./run-log";

const HOUR_MS = 60 * 60_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
const LOGS_AT_ONCE = 1_000;

/**
 * Everything here may run anywhere, any time, and in several processes at once. What fails keeps nothing else waiting.
 * @throws the first failure, after all the rest is done.
 */
export async function sweep(ctx: Context, now: number): Promise<void> {
  const { c } = ctx;
  const steps = new Steps();
  for (const tombstone of await c.tombstones.find({ done: false }).toArray()) {
    await steps.take(() => finishRemoval(ctx, tombstone));
  }
  // Once more after an hour: a writer that was under way, and then died, may have left something below it.
  for (const tombstone of await c.tombstones.find({ done: true, at: { $lt: now - HOUR_MS } }).toArray()) {
    await steps.take(async () => {
      await finishRemoval(ctx, tombstone);
      await c.tombstones.deleteOne({ _id: tombstone._id });
    });
  }
  await steps.take(() => sweepDrafts(ctx, now));
  await steps.take(() => sweepLooseBodies(ctx, now - HOUR_MS));
  await steps.take(() => sweepLogs(ctx, now));
  await steps.take(() => pruneFeed(ctx, now - HOUR_MS));
  await steps.take(() => c.invitations.deleteMany({ expiresAt: { $lte: now } }));
  await steps.take(() => c.sessions.deleteMany({ expiresAt: { $lte: now } }));
  await steps.take(() => c.idempotency.deleteMany({ expiresAt: { $lte: now } }));
  await steps.take(() => c.rateLimits.deleteMany({ resetAt: { $lte: now } }));
  await steps.take(() => c.passwordResets.deleteMany({ expiresAt: { $lte: now } }));
  await steps.take(() => c.audit.deleteMany({ at: { $lte: now - YEAR_MS } }));
  await steps.take(() => c.faults.deleteMany({ day: { $lt: isoDay(now - 7 * 24 * HOUR_MS) } }));
  await steps.take(() => c.embedLedgers.deleteMany({ expiresAt: { $lte: now } }));
  await steps.take(() => dropVisitors(ctx, now));
  await steps.take(() => c.answers.deleteMany({ expiresAt: { $lte: now } }));
  await steps.take(() => c.authSessions.deleteMany({ expires: { $lte: new Date(now) } }));
  await steps.take(() => c.verificationTokens.deleteMany({ expires: { $lte: new Date(now) } }));
  steps.end();
}

async function sweepLogs(ctx: Context, now: number): Promise<void> {
  for (;;) {
    const finished = await ctx.c.runs
      .find({ purgeAt: { $gt: 0, $lt: now } }, { projection: { _id: 1 } })
      .limit(LOGS_AT_ONCE)
      .toArray();
    const ids = finished.map((run) => run._id);
    if (ids.length === 0) return;
    await dropLogs(ctx, ids);
    await ctx.c.runs.updateMany({ _id: { $in: ids } }, { $set: { purgeAt: 0 } });
  }
}
