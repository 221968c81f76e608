import { scopeOf } from "@/lib/auth";
import { log } from "@/lib/log";
import { getStore, type TestSetRecord } from "@/lib/store";
import { startRun } from "./runs";

const DAY_MS = 24 * 60 * 60_000;
const SETS = 1_000;
const CHECK_EVERY_MS = 30 * 60_000;

/**
 * Starts the nightly run of each set that wants one, once in 24 hours over all processes. Off unless set.
 * @returns how many were started
 */
export async function startNightly(now: number = Date.now()): Promise<number> {
  const { testSets, rateLimits } = await getStore();
  let started = 0;
  for (const set of await testSets.nightly(SETS)) {
    const { count } = await rateLimits.hit(`nightly:${set.id}`, DAY_MS, now);
    if (count === 1 && (await startOne(set))) started += 1;
  }
  return started;
}

async function startOne(set: TestSetRecord): Promise<boolean> {
  const { releases } = await getStore();
  const scope = scopeOf({ userId: set.ownerId });
  try {
    const live = (await releases.current(scope, set.projectId))?.release ?? null;
    const input = { testSetId: set.id, candidate: live ?? ("draft" as const), baseline: null, repeats: 3 };
    await startRun(scope, set.projectId, input, "nightly");
    return true;
  } catch (err) {
    // A set without cases, or ten runs under way: there is another night.
    log().info({ err, testSetId: set.id }, "no nightly run");
    return false;
  }
}

/** Starts nightly runs when they are due, for the life of the process. */
export function watchNights(): void {
  const startDue = () =>
    startNightly().catch((err) => log().warn({ err }, "nightly runs could not be started"));
  setInterval(() => void startDue(), CHECK_EVERY_MS).unref();
}
