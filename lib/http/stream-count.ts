import type { Principal } from "@/lib/auth";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { perProcess } from "@/lib/platform";

/** In whose name streams are counted: a visitor never takes those of the assistant's owner. */
export const streamsOf = (principal: Principal): string =>
  principal.kind === "visitor" ? `visitor:${principal.visitorId}` : principal.userId;

const open = () => perProcess("open-streams", () => new Map<string, number>());

/** Whether a user may open one more event stream in this process. @throws `rate_limited` */
export function requireRoomForStream(userId: string): void {
  const max = env().MAX_STREAMS_PER_USER;
  if ((open().get(userId) ?? 0) < max) return;
  throw new AppError("rate_limited", {
    message: `At most ${max} event streams may be open at once`,
    headers: { "Retry-After": "10" },
  });
}

/** @returns what says that it is closed; only the first call counts */
export function countStream(userId: string): () => void {
  const counts = open();
  counts.set(userId, (counts.get(userId) ?? 0) + 1);
  let counted = true;
  return () => {
    if (!counted) return;
    counted = false;
    const left = (counts.get(userId) ?? 1) - 1;
    if (left > 0) counts.set(userId, left);
    else counts.delete(userId);
  };
}
