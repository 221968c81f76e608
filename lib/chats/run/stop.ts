import { isMadeBy, scopeOfMaker } from "@/lib/auth";
import { wait } from "@/lib/platform";
import { getStore, type RunRecord, type Scope } from "@/lib/store";
import { observeLeases, recoverRun } from "./recovery";
import { type LocalRun, registry } from "./registry";

/** How long a Stop waits for the run to have ended, so that who reads next sees it. Milliseconds. */
const STOP_WAIT_MS = 3_000;
const POLL_MS = 50;

/**
 * Stops the reply of a chat, wherever it is generated; what has arrived is kept. Idempotent.
 * @returns whether there was one.
 */
export async function stopRun(scope: Scope, chatId: string): Promise<boolean> {
  const here = registry().byChat.get(chatId);
  if (here && isMadeBy(scope, here.maker)) return stopHere(here);
  const { runs } = await getStore();
  const told = await runs.requestStop(scope, chatId, Date.now());
  if (!told) return false;
  const local = registry().live.get(told.id);
  if (local) return stopHere(local);
  await untilEnded(scope, told);
  return true;
}

/**
 * Stops every reply of a project whose owner is going to remove it, whoever asked for it (without one: all of the caller's,
 * and those of others in the caller's projects).
 */
export async function stopProjectRuns(scope: Scope, projectId?: string): Promise<void> {
  const { runs } = await getStore();
  const active = await runs.listActive(scope, projectId);
  await Promise.all(active.map((run) => stopRun(scopeOfMaker(run), run.chatId)));
}

async function stopHere(run: LocalRun): Promise<boolean> {
  const running = !run.log.ended;
  run.stop("stop");
  await Promise.race([run.outcome, wait(STOP_WAIT_MS)]);
  return running;
}

async function untilEnded(scope: Scope, run: RunRecord): Promise<void> {
  const { runs } = await getStore();
  const deadline = Date.now() + STOP_WAIT_MS;
  while (Date.now() < deadline) {
    const now = await runs.get(scope, run.id);
    if (now?.status !== "active") return;
    await observeLeases();
    await recoverRun(now);
    await wait(POLL_MS);
  }
}
