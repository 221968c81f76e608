import { setImmediate as nextLoop } from "node:timers/promises";
import { isAppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { inTime } from "@/lib/platform";
import { getStore, type RunFlush, type RunFlushResult } from "@/lib/store";
import { wakeWebhooks } from "@/lib/webhooks";
import type { Journal } from "./journal";
import { tellReply } from "./tell-reply";

/** From one write to the next, while few replies run: somebody who watches from another process sees text sooner. Milliseconds. */
const FLUSH_MS = 80;
/**
 * The same while many run: a write costs by the run, so fewer writes cost less. Together with the write itself it stays
 * below the quarter second that a killed process may lose.
 */
const FLUSH_MAX_MS = 180;
/** Up to so many runs are few. */
const FEW = 8;
/** After a failed write. Milliseconds. */
const RETRY_MS = 250;
/** A write without an answer is made again after this time; entries keep their numbers, so nothing doubles. Milliseconds. */
const ANSWER_MS = 5_000;
/** Runs per write: a transaction of the embedded engine holds the event loop. */
const BATCH = 64;

export type JournalOwner = {
  readonly journal: Journal;
  /** After each write that reached the store. */
  written(result: RunFlushResult): void;
  /** The store refuses what this run has to write; it is ended there. */
  unwritable(): void;
};

/** The one writer of a process: all runs together, five to twelve times a second; the end of a run at once. */
export class RunWriter {
  readonly #owners = new Set<JournalOwner>();
  readonly #urgent = new Set<JournalOwner>();
  #timer: NodeJS.Timeout | null = null;
  /** When all runs are written next, by `performance.now()`. */
  #nextAt = 0;
  #writing = false;

  add(owner: JournalOwner): void {
    if (this.#owners.size === 0) this.#nextAt = performance.now() + FLUSH_MS;
    this.#owners.add(owner);
    this.#schedule();
  }

  remove(owner: JournalOwner): void {
    this.#owners.delete(owner);
    this.#urgent.delete(owner);
  }

  /** Write this one at once, for an end that viewers wait for. */
  kick(owner: JournalOwner): void {
    this.#urgent.add(owner);
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#timer || this.#writing || this.#owners.size === 0) return;
    const ms = this.#urgent.size > 0 ? 0 : Math.max(0, this.#nextAt - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#write();
    }, ms);
  }

  async #write(): Promise<void> {
    this.#writing = true;
    const begun = performance.now();
    const all = begun >= this.#nextAt - 1;
    const due: { owner: JournalOwner; flush: RunFlush }[] = [];
    for (const owner of all ? this.#owners : this.#urgent) {
      const flush = owner.journal.collect(Date.now());
      if (flush) due.push({ owner, flush });
    }
    this.#urgent.clear();
    if (all) this.#nextAt = begun + (due.length <= FEW ? FLUSH_MS : FLUSH_MAX_MS);
    for (let i = 0; i < due.length; i += BATCH) {
      // Between two batches other work gets to run.
      if (i > 0) await nextLoop();
      if (!(await this.#writeBatch(due.slice(i, i + BATCH)))) this.#nextAt = performance.now() + RETRY_MS;
    }
    this.#writing = false;
    this.#schedule();
  }

  async #writeBatch(batch: { owner: JournalOwner; flush: RunFlush }[]): Promise<boolean> {
    try {
      const store = await getStore();
      const flushes = batch.map(({ flush }) => flush);
      const results = await inTime(store.runs.flush(flushes, tellReply), ANSWER_MS, late);
      if (results.some(({ told }) => told)) wakeWebhooks();
      const byRun = new Map(results.map((result) => [result.runId, result]));
      for (const { owner, flush } of batch) {
        const result = byRun.get(flush.runId) ?? {
          runId: flush.runId,
          accepted: false,
          stopRequested: false,
        };
        owner.journal.acknowledge(flush, result);
        owner.written(result);
      }
      return true;
    } catch (err) {
      const away = err instanceof Late || isAppError(err, "store_unavailable");
      if (!away && batch.length > 1) return this.#writeApart(batch);
      log().warn(
        { err, runs: batch.map(({ flush }) => flush.runId) },
        "replies could not be written; trying again",
      );
      for (const { owner, flush } of batch) {
        if (away) owner.journal.failed(flush);
        else if (owner.journal.refused(flush)) owner.unwritable();
      }
      return false;
    }
  }

  /** One write that the store refuses keeps no other from being written. */
  async #writeApart(batch: { owner: JournalOwner; flush: RunFlush }[]): Promise<boolean> {
    let written = true;
    for (const one of batch) written = (await this.#writeBatch([one])) && written;
    return written;
  }
}

class Late extends Error {}

const late = () => new Late("the store does not answer");
