import type { Context } from "./client";
import { pruneFeed } from "./feed";
import { sweepLooseBodies } from "./file-removal";
import { finishRemoval } from "./removal";
import { dropLogs } from "./run-log";

const HOUR_MS = 60 * 60_000;
const LOGS_AT_ONCE = 1_000;

/** Everything here may run anywhere, any time, and in several processes at once. */
export async function sweep(ctx: Context, now: number): Promise<void> {
  const { c } = ctx;
  for await (const tombstone of c.tombstones.find({ done: false })) await finishRemoval(ctx, tombstone);
  // Once more after an hour: a writer that was under way, and then died, may have left something below it.
  for await (const tombstone of c.tombstones.find({ done: true, at: { $lt: now - HOUR_MS } })) {
    await finishRemoval(ctx, tombstone);
    await c.tombstones.deleteOne({ _id: tombstone._id });
  }

  await sweepLooseBodies(ctx, now - HOUR_MS);

  const finished = await c.runs
    .find({ purgeAt: { $gt: 0, $lt: now } }, { projection: { _id: 1 } })
    .limit(LOGS_AT_ONCE)
    .toArray();
  const ids = finished.map((run) => run._id);
  await dropLogs(ctx, ids);
  if (ids.length > 0) await c.runs.updateMany({ _id: { $in: ids } }, { $set: { purgeAt: 0 } });

  await pruneFeed(ctx, now - HOUR_MS);
  await c.sessions.deleteMany({ expiresAt: { $lte: now } });
  await c.idempotency.deleteMany({ expiresAt: { $lte: now } });
  await c.rateLimits.deleteMany({ resetAt: { $lte: now } });
  await c.authSessions.deleteMany({ expires: { $lte: new Date(now) } });
  await c.verificationTokens.deleteMany({ expires: { $lte: new Date(now) } });
}
