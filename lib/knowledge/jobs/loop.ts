import { embeddingModel } from "@/lib/ai";
import { scopeOf, scopeOn } from "@/lib/auth";
import { newId } from "@/lib/ids";
import { isUnreadable } from "@/lib/knowledge/read/document";
import { SEGMENT_FORMAT } from "@/lib/knowledge/read/reader-protocol";
import { log } from "@/lib/log";
import { atShutdown, perProcess } from "@/lib/platform";
import { type ClaimedJob, getStore, type JobRecord, type Scope, type Store } from "@/lib/store";
import { countJob } from "@/lib/watch";
import { tellWebhooks } from "@/lib/webhooks";
import { announceFile } from "./announce";
import { embedFile } from "./embed-job";
import { HeldJob, LEASE_MS, LostJobError } from "./held-job";
import { readFile } from "./read-job";

/** Files read at once in this process; each takes a core. */
const CONCURRENCY = 1;
const MAX_ATTEMPTS = 3;
/** How long the loop sleeps at most: jobs of a process that died are found by then. */
const IDLE_MS = 15_000;
/** A file whose upload died before it was enqueued is found after this time. */
const STRANDED_MS = 60_000;

const INTERRUPTED = "Reading was interrupted several times. Try again.";
const FAILED = "Something went wrong while the file was read. Try again.";

/** How often files are sought without vectors of today's model, after the first time. */
const UNEMBEDDED_MS = 3_600_000;
const OUTDATED_AT_ONCE = 4;
const MAX_EMBED_WAIT_MS = 3_600_000;

type Loop = {
  running: Set<Promise<void>>;
  held: Set<HeldJob>;
  timer: NodeJS.Timeout | null;
  stopped: boolean;
  /** Until when nobody seeks files without vectors of this model. */
  embedded: { model: string; until: number } | null;
  /** No file is left that an earlier version read. */
  upToDate: boolean;
};

const loop = () =>
  perProcess<Loop>("reading", () => ({
    running: new Set(),
    held: new Set(),
    timer: null,
    stopped: false,
    embedded: null,
    upToDate: false,
  }));

/** Starts reading for the life of the process. */
export function startReading(): void {
  loop().stopped = false;
  atShutdown("reading", stopReading);
  void drainQueue();
}

/** Takes no further job and gives those under way back: another process, or the next one, begins them again. */
export async function stopReading(): Promise<void> {
  const state = loop();
  state.stopped = true;
  if (state.timer) clearTimeout(state.timer);
  state.timer = null;
  for (const held of state.held) held.stop();
  await Promise.all(state.running);
}

/**
 * Works off what is due, here and now; resolves when this process finds nothing more to do. Call it after an upload and
 * hold the function for it where functions end with their response.
 */
export async function drainQueue(): Promise<void> {
  const state = loop();
  if (state.stopped) return;
  while (state.running.size < CONCURRENCY) {
    const worker = drain().finally(() => state.running.delete(worker));
    state.running.add(worker);
  }
  await Promise.all(state.running);
}

async function drain(): Promise<void> {
  const state = loop();
  let wait = IDLE_MS;
  try {
    const store = await getStore();
    await adoptUnembedded(store, state);
    while (!state.stopped && ((await workOne(store)) || (await adoptOutdated(store, state)))) {
      // The next one.
    }
    const now = await store.clock();
    await store.jobs.adopt(now - STRANDED_MS, 50, now);
    const due = await store.jobs.nextDue();
    if (due !== null) wait = Math.min(IDLE_MS, Math.max(250, due - now));
  } catch (err) {
    log().warn({ err }, "reading files paused");
  }
  if (state.stopped) return;
  if (state.timer) clearTimeout(state.timer);
  state.timer = setTimeout(() => void drainQueue(), wait);
  state.timer.unref();
}

/** `EMBEDDING_MODEL` was set or changed: files that were read before get vectors of it, one after the other. */
async function adoptUnembedded(store: Store, state: Loop): Promise<void> {
  const model = await embeddingModel();
  const now = await store.clock();
  if (!model || (state.embedded?.model === model && now < state.embedded.until)) return;
  while ((await store.jobs.adoptUnembedded(model, 100, now)) === 100 && !state.stopped) {
    // The next hundred.
  }
  state.embedded = { model, until: now + UNEMBEDDED_MS };
}

/**
 * Files that an earlier version read are read again when nothing else is due, a few at a time, so that nobody's upload waits
 * behind them. True while there are some.
 */
async function adoptOutdated(store: Store, state: Loop): Promise<boolean> {
  if (state.upToDate) return false;
  state.upToDate =
    (await store.jobs.adoptOutdated(SEGMENT_FORMAT, OUTDATED_AT_ONCE, await store.clock())) === 0;
  return !state.upToDate;
}

/** A chat's file is seen by whoever gave it, who need not be the project's keeper. */
function scopeFor({ ownerId, projectId: id, uploadedBy }: ClaimedJob): Scope {
  if (uploadedBy === null || uploadedBy === ownerId) return scopeOf({ userId: ownerId });
  return scopeOn({ userId: uploadedBy }, { id, ownerId, role: "owner" });
}

/** Takes and does one job; false when none is due. */
export async function workOne(store: Store): Promise<boolean> {
  const lease = newId();
  const now = await store.clock();
  const job = await store.jobs.claim({ lease, leaseUntil: now + LEASE_MS, now });
  if (!job) return false;
  const held = new HeldJob(store, scopeFor(job), job, lease);
  loop().held.add(held);
  const count = countJob(job.kind);
  let outcome: "ended" | "failed" = "ended";
  try {
    if (job.kind === "read") await doRead(store, held);
    else await doEmbed(store, held);
  } catch (err) {
    outcome = "failed";
    if (!(err instanceof LostJobError) && !held.signal.aborted) {
      log().error({ err, jobId: job.id, fileId: job.fileId }, "a job could not be ended");
    }
  } finally {
    count(outcome);
    held.close();
    loop().held.delete(held);
    // It did not fail, so it loses no try.
    if (held.stopped) await store.jobs.release(held.lease, await store.clock(), true);
  }
  return true;
}

async function doRead(store: Store, held: HeldJob): Promise<void> {
  const { job, scope, lease } = held;
  const file = await store.files.get(scope, job.projectId, job.fileId);
  if (!file) {
    await store.jobs.release(lease, null);
    return;
  }
  const fail = async (sentence: string) => {
    await held.flushed();
    // A file that was read before stays searchable by its earlier segment; only the new reading failed.
    await held.update({ status: "failed", error: sentence, progress: null });
    await tellFile(job, "file.failed");
    await store.jobs.release(lease, null);
  };
  // What was read is only not told yet.
  const isRead = job.attempts > 1 && file.status === "ready" && file.error === null;
  if (job.attempts > MAX_ATTEMPTS && !isRead) return fail(INTERRUPTED);
  try {
    if (!isRead) await readFile(store, held, file);
  } catch (err) {
    if (err instanceof LostJobError || held.signal.aborted) return;
    if (isUnreadable(err)) {
      if (err.cause) log().info({ fileId: file.id, cause: String(err.cause) }, "a file could not be read");
      return fail(err.message);
    }
    log().warn({ err, fileId: file.id, attempt: job.attempts }, "reading a file failed");
    if (job.attempts >= MAX_ATTEMPTS) return fail(FAILED);
    await held.flushed();
    await store.jobs.release(lease, (await store.clock()) + 2_000 * 4 ** job.attempts);
    return;
  }
  const ready = await store.files.get(scope, job.projectId, job.fileId);
  if (ready) await announceFile(ready);
  await tellFile(job, "file.ready");
  await store.jobs.release(lease, null);
  if (await embeddingModel())
    await store.jobs.enqueue(scope, job.projectId, job.fileId, "embed", await store.clock());
}

/** While the job is still there: whoever takes it over from a process that died tells it again, by the same name. */
const tellFile = ({ id, projectId, fileId }: JobRecord, type: "file.ready" | "file.failed") =>
  tellWebhooks({ projectId, type, key: id, data: { fileId } });

/** Without vectors a file is found by its words, so a provider that fails is only tried again later. */
async function doEmbed(store: Store, held: HeldJob): Promise<void> {
  const { job, lease } = held;
  try {
    await embedFile(store, held);
    await store.jobs.release(lease, null);
  } catch (err) {
    if (err instanceof LostJobError || held.signal.aborted) return;
    log().warn({ err, fileId: job.fileId, attempt: job.attempts }, "embedding a file failed");
    await store.jobs.release(
      lease,
      (await store.clock()) + Math.min(MAX_EMBED_WAIT_MS, 5_000 * 4 ** job.attempts),
    );
  }
}
