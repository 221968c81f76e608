import { log } from "@/lib/log";
import { atShutdown } from "@/lib/platform";
import type { RunRecord } from "@/lib/store";
import { observeLeases, recoverRun } from "./recovery";
import { registry } from "./registry";

const SWEEP_MS = 1_000;
/** After the grace time the ends still have to be written. Milliseconds. */
const WRITE_MS = 3_000;

/**
 * Recovers replies whose process is gone, every second, and ends this process's own in order on SIGTERM.
 * Called once at boot; more calls do nothing.
 * @param onRecovered told of each reply that was ended here
 */
export function startRunSweeper(onRecovered: (run: RunRecord) => void): void {
  const r = registry();
  r.onRecovered = onRecovered;
  if (r.sweeping) return;
  r.sweeping = true;
  let busy = false;
  const sweep = async () => {
    if (busy) return;
    busy = true;
    try {
      await sweepRuns();
    } catch (err) {
      log().warn({ err }, "replies could not be swept");
    }
    busy = false;
  };
  setInterval(sweep, SWEEP_MS).unref();
  void sweep();
  atShutdown("runs", endRuns);
}

/**
 * One round. One that can't be recovered keeps nobody from the others.
 * @param at for tests: the time of the reading
 * @returns how many were recovered
 */
export async function sweepRuns(at?: number): Promise<number> {
  let recovered = 0;
  for (const lease of await observeLeases(at)) {
    try {
      if (await recoverRun(lease, at)) recovered += 1;
    } catch (err) {
      log().warn({ err, runId: lease.id }, "a reply could not be recovered; trying again");
    }
  }
  return recovered;
}

/** Takes no new replies, lets running ones finish for `graceMs`, then ends them as interrupted. */
async function endRuns(graceMs: number): Promise<void> {
  const r = registry();
  r.draining = true;
  for (const remote of r.remote.values()) remote.log.release();
  const running = [...r.live.values()];
  if (running.length === 0) return;
  log().info({ runs: running.length, graceMs }, "finishing running replies before stopping");
  const all = Promise.all(running.map((run) => run.outcome));
  if (await inTime(all, graceMs)) return;
  for (const run of running) run.stop("shutdown");
  await inTime(all, WRITE_MS);
}

const inTime = (work: Promise<unknown>, ms: number) =>
  Promise.race([
    work.then(() => true),
    new Promise<false>((resolve) => setTimeout(resolve, ms, false).unref()),
  ]);
