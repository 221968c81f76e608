import type { RateLimitStore } from "../types";
import type { Context } from "./client";
import { isDuplicateKey } from "./errors";
import { gathered } from "./gather";

type Hit = { key: string; windowMs: number; now: number };
type Window = { count: number; resetAt: number };

export function rateLimitStore(ctx: Context): RateLimitStore {
  const windows = ctx.c.rateLimits;

  /** So many hits on one key. @returns the window after the last of them */
  async function hitMany(count: number, { key, windowMs, now }: Hit): Promise<Window> {
    for (;;) {
      const open = await windows.findOneAndUpdate(
        { _id: key, resetAt: { $gt: now } },
        { $inc: { count } },
        { returnDocument: "after" },
      );
      if (open) return { count: open.count, resetAt: open.resetAt };
      await windows.deleteOne({ _id: key, resetAt: { $lte: now } });
      try {
        await windows.insertOne({ _id: key, count, resetAt: now + windowMs });
        return { count, resetAt: now + windowMs };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
  }

  // Hits on one key would wait for each other: it is one document.
  const hit = gathered<Hit, Window>(async (hits) => {
    const byKey = [...Map.groupBy(hits, ({ key }) => key)].map(async ([key, same]) => {
      const window = await hitMany(same.length, same.at(-1) as Hit);
      return [key, { ...window, count: window.count - same.length }] as const;
    });
    const before = new Map(await Promise.all(byKey));
    return hits.map(({ key }) => {
      const window = before.get(key) as Window;
      window.count += 1;
      return { ...window };
    });
  });

  return { hit: (key, windowMs, now) => hit({ key, windowMs, now }) };
}
