import { makerOf } from "@/lib/auth";
import { env } from "@/lib/env";
import { AppError, isAppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { keepAlive } from "@/lib/platform";
import { type BeginRun, type BegunRun, forgetReads, getStore, readOnce, type Scope } from "@/lib/store";
import { isoTime } from "@/lib/time";
import { freeChat } from "./access";
import { LEASE_MS } from "./journal";
import { LiveRun, type LiveRunInit } from "./live-run";
import { registry } from "./registry";
import { type Reserve, type RunBudget, reserveOnKey } from "./run-budget";
import { reserveWithQuota } from "./run-quota";

export type Launch = Omit<BeginRun, "run" | "now"> & {
  run: Omit<BeginRun["run"], "lease" | "leaseUntil">;
  request: LiveRunInit["request"];
  /** What only the running reply waits for; its start does not. */
  prepare?: LiveRunInit["prepare"];
  /** What a visitor's reply takes its tokens from; a key's and a person's are known. */
  reserve?: Reserve | undefined;
};

/** What was `seen` had changed when the lock was held; nothing was begun. */
class StaleRun extends Error {}

const STALE_MAX = 8;

/** Reads, builds and begins again while others get in between. @throws `run_active` when they go on doing so */
export async function whileStale<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; attempt < STALE_MAX; attempt++) {
    try {
      return await readOnce(work);
    } catch (error) {
      if (!(error instanceof StaleRun)) throw error;
    }
  }
  throw new AppError("run_active");
}

/**
 * Stores the question and the empty answer, then generates the answer in this process, whoever watches.
 * @throws `run_active` while the chat is answering, `busy` while the server stops; null: no such chat, project or parent.
 */
export async function launchRun(scope: Scope, launch: Launch): Promise<LiveRun | null> {
  const { starting, draining } = registry();
  if (draining) throw new AppError("busy");
  requireRoom(scope);
  const { run } = launch;
  // Whoever has no account never speaks without a budget.
  if (scope.actor.kind === "visitor" && !launch.reserve) throw new AppError("forbidden");
  const inner = launch.reserve ?? reserveOnKey;
  const budget = await reserveWithQuota(inner, scope, run.projectId, launch.request);
  const started = budget ? beginWithin(scope, launch, budget) : begin(scope, launch);
  const known = started.then(
    () => {},
    () => {},
  );
  starting.set(run.id, known);
  try {
    return await started;
  } finally {
    starting.delete(run.id);
  }
}

/** A visitor's replies count for that visitor alone. @throws `rate_limited` */
function requireRoom({ userId, actor }: Scope): void {
  const visitorId = actor.kind === "visitor" ? actor.id : null;
  const max = env().MAX_REPLIES_PER_USER;
  let running = 0;
  for (const { maker } of registry().live.values())
    if (maker.ownerId === userId && maker.visitorId === visitorId) running += 1;
  if (running < max) return;
  throw new AppError("rate_limited", {
    message: `At most ${max} replies may be under way at once`,
    headers: { "Retry-After": "5" },
  });
}

const ambiguous = new WeakSet<object>();

/** Whether a start that failed with this may be stored all the same. */
export const mayHaveBegun = (error: unknown) => error instanceof Error && ambiguous.has(error);

/** A start whose answer was lost: what the store says of it, if it says anything. @throws the error */
async function known(error: unknown, scope: Scope, runId: string, lease: string): Promise<BegunRun> {
  const run = await getStore()
    .then(({ runs }) => runs.get(scope, runId))
    .catch(() => undefined);
  if (run?.lease === lease && run.status === "active") return "started";
  // A write that was given up on may still be on its way: that nothing is there yet says nothing.
  if (error instanceof Error && (run === undefined || isAppError(error, "store_unavailable")))
    ambiguous.add(error);
  throw error;
}

/** What was reserved is charged when the reply is over, or never begins. */
async function beginWithin(scope: Scope, launch: Launch, budget: RunBudget): Promise<LiveRun | null> {
  const request = { ...launch.request, maxTokens: budget.maxTokens };
  let live: LiveRun | null = null;
  try {
    live = await begin(scope, { ...launch, request });
  } finally {
    if (!live) await budget.charge(null);
  }
  if (live) {
    const { outcome } = live;
    budget.watch(() => live.stop("stop"));
    keepAlive(outcome.then(budget.charge));
  }
  return live;
}

async function begin(scope: Scope, launch: Launch): Promise<LiveRun | null> {
  const { runs } = await getStore();
  const lease = newId();
  const attempt = () => {
    const now = Date.now();
    const { request: _request, prepare: _prepare, reserve: _reserve, run, ...rest } = launch;
    const input = { ...rest, run: { ...run, lease, leaseUntil: now + LEASE_MS }, now };
    return runs.begin(scope, input).catch((error) => known(error, scope, run.id, lease));
  };
  let begun = await attempt();
  forgetReads();
  // The lock may belong to a process that is gone.
  if (begun === "run_active" && (await freeChat(scope, launch.run.chatId)) === null) begun = await attempt();
  forgetReads();
  if (begun === "run_active") throw new AppError("run_active");
  if (begun === "stale") throw new StaleRun();
  if (begun === "missing") return null;
  const { run, assistantMessage } = launch;
  const live = new LiveRun({
    runId: run.id,
    maker: makerOf(scope, run.projectId),
    chatId: run.chatId,
    lease,
    start: {
      type: "start",
      messageId: run.messageId,
      chatId: run.chatId,
      parentId: assistantMessage.parentId,
      model: run.model,
      createdAt: isoTime(Date.now()),
      ...(launch.resumeMessage ? { parts: assistantMessage.parts } : {}),
    },
    request: launch.request,
    ...(launch.prepare ? { prepare: launch.prepare } : {}),
  });
  keepAlive(live.outcome);
  return live;
}
