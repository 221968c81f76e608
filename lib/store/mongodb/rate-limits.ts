import type { RateLimitStore } from "../types";
import type { Context } from "./client";
import { isDuplicateKey } from "./errors";

export function rateLimitStore(ctx: Context): RateLimitStore {
  const windows = ctx.c.rateLimits;
  return {
    async hit(key, windowMs, now) {
      for (;;) {
        const open = await windows.findOneAndUpdate(
          { _id: key, resetAt: { $gt: now } },
          { $inc: { count: 1 } },
          { returnDocument: "after" },
        );
        if (open) return { count: open.count, resetAt: open.resetAt };
        await windows.deleteOne({ _id: key, resetAt: { $lte: now } });
        try {
          await windows.insertOne({ _id: key, count: 1, resetAt: now + windowMs });
          return { count: 1, resetAt: now + windowMs };
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
        }
      }
    },
  };
}
