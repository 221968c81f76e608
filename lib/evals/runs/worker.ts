import { scopeOf } from "@/lib/auth";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { log } from "@/lib/log";
import { atShutdown, perProcess } from "@/lib/platform";
import { type EvalRunRecord, getStore, type UnitClaim } from "@/lib/store";
import { concludeRun } from "./conclude";
import { workUnit } from "./unit";

/** Units of one run at once, over all processes; and of all runs in this process. */
export const CONCURRENCY = 2;
const LEASE_MS = 10_000;
const RENEW_MS = 2_000;
/** How long a process sleeps while somebody else holds what is left, and while nothing is to be done. */
const WAIT_MS = 1_000;
const IDLE_MS = 15_000;
const RUNS = 20;
/** How long one call works at most where functions end after 300 s; whoever asks next goes on. */
const SLICE_MS = 240_000;
/** Unforeseen failures after which a run is given up. */
const STUMBLES = 5;

type Held = { runId: string; run: EvalRunRecord; abort: AbortController };
type Pool = {
  lease: string;
  held: Set<Held>;
  workers: Set<Promise<void>>;
  timer: NodeJS.Timeout | null;
  renewal: NodeJS.Timeout | null;
  stopped: boolean;
  /** Unforeseen failures, by run. */
  stumbles: Map<string, number>;
};

const pool = () =>
  perProcess<Pool>("evals", () => ({
    lease: newId(),
    held: new Set(),
    workers: new Set(),
    timer: null,
    renewal: null,
    stopped: false,
    stumbles: new Map(),
  }));

/** Works on runs for the life of the process. Where functions end with their requests, requests alone work. */
export function startEvals(): void {
  pool().stopped = false;
  if (env().VERCEL) return;
  atShutdown("evals", () => stopEvals());
  void drainQueue();
}

/** For tests and shutdown: gives back what is held and takes nothing more. */
export async function stopEvals(): Promise<void> {
  const state = pool();
  state.stopped = true;
  if (state.timer) clearTimeout(state.timer);
  state.timer = null;
  for (const { abort } of state.held) abort.abort(new DOMException("The process stops", "AbortError"));
  await Promise.all(state.workers);
}

/** Ends what this process is asking for a run at once; other processes hear of it within two seconds. */
export function abortRun(runId: string): void {
  for (const held of pool().held) {
    if (held.runId === runId) held.abort.abort(new DOMException("The run was cancelled", "AbortError"));
  }
}

/**
 * Works until this process finds nothing more to do, or until `forMs` have passed: a slice that a function with a time limit
 * can hold. Whoever asks next goes on.
 */
export async function drainQueue(
  forMs: number = env().VERCEL ? SLICE_MS : Number.POSITIVE_INFINITY,
): Promise<void> {
  const state = pool();
  if (state.stopped) return;
  const until = Date.now() + forMs;
  state.renewal ??= setInterval(() => void renew(), RENEW_MS).unref();
  while (state.workers.size < CONCURRENCY) {
    const worker: Promise<void> = work(until).finally(() => state.workers.delete(worker));
    state.workers.add(worker);
  }
  await Promise.all(state.workers);
}

async function work(until: number): Promise<void> {
  const state = pool();
  let wait = IDLE_MS;
  try {
    while (!state.stopped && Date.now() < until) {
      const next = await claimOne();
      if (next === null) break;
      if (next === "later") {
        wait = WAIT_MS;
        break;
      }
      await hold(next.run, next.claim);
    }
  } catch (err) {
    log().warn({ err }, "tests paused");
  }
  if (state.stopped || Date.now() >= until) return;
  if (state.timer) clearTimeout(state.timer);
  state.timer = setTimeout(() => void drainQueue(), wait);
  state.timer.unref();
}

type Next = { run: EvalRunRecord; claim: UnitClaim } | "later" | null;

/** `later`: there are runs, and somebody else holds what is left of them. */
async function claimOne(): Promise<Next> {
  const { clock, evalRuns } = await getStore();
  const runs = await evalRuns.active(RUNS);
  for (const run of runs) {
    const units = run.spec.cases.length * run.spec.repeats;
    if (run.status === "queued") await evalRuns.prepare(run.id, units);
    const now = await clock();
    const claim = await evalRuns.claim(run.id, {
      lease: pool().lease,
      leaseUntil: now + LEASE_MS,
      now,
      concurrency: run.spec.maxCost === null ? CONCURRENCY : 1,
    });
    if (claim) return { run, claim };
    if ((await evalRuns.open(run.id)) === 0) await concludeRun(run);
  }
  return runs.length > 0 ? "later" : null;
}

async function hold(run: EvalRunRecord, claim: UnitClaim): Promise<void> {
  const state = pool();
  const held: Held = { runId: run.id, run, abort: new AbortController() };
  state.held.add(held);
  try {
    await workClaim(run, claim, held.abort.signal);
  } catch (err) {
    const { evalRuns } = await getStore();
    await evalRuns.release(claim, false).catch(() => false);
    if (!held.abort.signal.aborted) await stumble(run, err);
  } finally {
    state.held.delete(held);
  }
}

/** What fails again and again would be begun again for ever. */
async function stumble(run: EvalRunRecord, err: unknown): Promise<void> {
  const { evalRuns } = await getStore();
  const { stumbles } = pool();
  const count = (stumbles.get(run.id) ?? 0) + 1;
  log().error({ err, runId: run.id, count }, "a test case could not be worked on");
  stumbles.set(run.id, count);
  if (count < STUMBLES) return;
  stumbles.delete(run.id);
  const end = { status: "failed" as const, stopReason: "A test case could not be worked on", outcome: null };
  await evalRuns.finish(run.id, end).catch(() => false);
}

async function workClaim(run: EvalRunRecord, claim: UnitClaim, signal: AbortSignal): Promise<void> {
  const { evalRuns, projects, testSets } = await getStore();
  const scope = scopeOf({ userId: run.ownerId });
  const { cases, repeats } = run.spec;
  const ref = cases[Math.floor(claim.n / repeats)];
  const project = await projects.get(scope, run.projectId);
  const [revision] = ref ? await testSets.revisions(scope, run.projectId, [ref]) : [];
  if (!project || !ref || !revision) {
    await evalRuns.finish(run.id, { status: "failed", stopReason: "What it tests is gone", outcome: null });
    return;
  }
  const unit = { run, claim, project, caseId: ref.id, caseRevision: ref.revision };
  const repeat = claim.n % repeats;
  if (await workUnit(scope, { ...unit, content: revision.content, repeat }, signal)) return;
  await evalRuns.release(claim, false);
  const now = await evalRuns.get(scope, run.projectId, run.id);
  const spent = run.spec.maxCost !== null && now && now.limitCost >= run.spec.maxCost;
  if (spent && now.status === "running") {
    await concludeRun(now, `The spend limit of $${run.spec.maxCost} is reached`);
  }
}

async function renew(): Promise<void> {
  const state = pool();
  if (state.held.size === 0) return;
  try {
    const { clock, evalRuns } = await getStore();
    for (const runId of await evalRuns.renew(state.lease, (await clock()) + LEASE_MS)) abortRun(runId);
    // A run that is gone with its project or account is not there to be named.
    const runs = new Map([...state.held].map(({ run }) => [run.id, run]));
    for (const { id, ownerId, projectId } of runs.values()) {
      const run = await evalRuns.get(scopeOf({ userId: ownerId }), projectId, id);
      if (run?.status !== "running") abortRun(id);
    }
  } catch (err) {
    log().warn({ err }, "leases of tests were not renewed");
  }
}
