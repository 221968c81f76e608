import { newId } from "@/lib/ids";
import { log } from "@/lib/log";
import { getStore, type RunFlush, type RunLease } from "@/lib/store";
import { wakeWebhooks } from "@/lib/webhooks";
import { LEASE_MS, readEvents } from "./journal";
import { PartsBuilder } from "./parts-builder";
import { registry } from "./registry";
import { startOf } from "./start-event";
import { tellReply } from "./tell-reply";
import type { RunEvent } from "./types";

/** Leases are read so often at most. Milliseconds. */
const OBSERVE_MS = 1_000;

/**
 * Reads the leases of all running replies, at most once a second, however many ask for it.
 * @param at for tests: the time of the reading
 * @returns the leases of other processes that have run out
 */
export async function observeLeases(at?: number): Promise<RunLease[]> {
  const r = registry();
  if (at === undefined && performance.now() - r.leases.last < OBSERVE_MS * 0.9) return [];
  if (at !== undefined) await r.observing;
  r.observing ??= observe(at).finally(() => {
    r.observing = null;
  });
  return r.observing;
}

async function observe(at?: number): Promise<RunLease[]> {
  const { leases: watch, live } = registry();
  const asked = at ?? performance.now();
  try {
    const { runs } = await getStore();
    const leases = (await runs.leases()).filter(({ id }) => !live.has(id));
    const answered = at ?? performance.now();
    watch.observe(leases, asked, answered);
    return leases.filter((lease) => watch.hasRunOut(lease, answered));
  } catch (error) {
    watch.blind();
    throw error;
  }
}

/**
 * Ends a run whose process is gone: its text is kept, its chat set free. Does nothing while the lease holds, for a
 * run of this process, and when another process is quicker. True when this call did it.
 */
export async function recoverRun(seen: RunLease, now: number = performance.now()): Promise<boolean> {
  const r = registry();
  if (r.live.has(seen.id) || !r.leases.hasRunOut(seen, now)) return false;
  const store = await getStore();
  const lease = newId();
  const leaseUntil = Date.now() + LEASE_MS;
  const run = await store.runs.takeOver(seen, lease, leaseUntil, tellReply);
  if (!run) {
    // Its holder may have all but ended it, which is told by now.
    wakeWebhooks();
    return false;
  }
  const [message, events] = await Promise.all([
    store.runs.messageOf(run.id, lease),
    store.runs.eventsOf(run.id, lease),
  ]);
  // A process that died before its first write has left not even the start.
  const start = events.length === 0 ? [startOf(run, message)] : [];
  // The log is newer than the message, which is written only every few seconds.
  const built = new PartsBuilder();
  for (const event of [...start, ...events.flatMap(({ data }) => readEvents(data))]) built.apply(event);
  const status = run.stopRequestedAt === null ? "interrupted" : "stopped";
  const finish: RunEvent = {
    type: "finish",
    status,
    finishReason: status === "stopped" ? "stopped" : "other",
  };
  built.apply(finish);
  const seq = (events.at(-1)?.seq ?? 0) + 1;
  const end: RunFlush = {
    runId: run.id,
    lease,
    leaseUntil,
    events: [{ seq, data: JSON.stringify([...start, finish]) }],
    message: { parts: built.parts(), finishReason: finish.finishReason },
    seq,
    finish: { status, errorCode: null },
  };
  const [result] = await store.runs.flush([end], tellReply);
  if (result?.told) wakeWebhooks();
  log().info({ runId: run.id, status }, "recovered a reply whose process is gone");
  if (!result?.accepted) return false;
  r.onRecovered?.(run);
  return true;
}
