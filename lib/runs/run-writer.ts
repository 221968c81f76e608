import { log } from "@/lib/log";
import { getStore, type RunFlush, type RunFlushResult } from "@/lib/store";
import type { Journal } from "./journal";

/** Between two writes: short while there is little to write, longer when writing takes long. Milliseconds. */
const FLUSH_MS = 80;
/** Together with the write itself this stays well below the quarter second that a killed process may lose. */
const FLUSH_MAX_MS = 150;
/** A write of this many milliseconds is followed by a pause of ten times as many, within the bounds above. */
const PAUSE_FACTOR = 10;
/** After a failed write. Milliseconds. */
const RETRY_MS = 250;
/** A write without an answer is made again after this time; entries keep their numbers, so nothing doubles. Milliseconds. */
const ANSWER_MS = 8_000;
/** Runs per write: a transaction of the embedded engine holds the event loop. */
const BATCH = 64;

export type JournalOwner = {
  readonly journal: Journal;
  /** After each write that reached the store. */
  written(result: RunFlushResult): void;
};

/** The one writer of a process: all runs in one write, about ten times a second. */
export class RunWriter {
  readonly #owners = new Set<JournalOwner>();
  #timer: NodeJS.Timeout | null = null;
  #writing = false;
  #again = false;

  add(owner: JournalOwner): void {
    this.#owners.add(owner);
    this.#schedule(FLUSH_MS);
  }

  remove(owner: JournalOwner): void {
    this.#owners.delete(owner);
  }

  /** Write at once, for an end that viewers wait for. */
  kick(): void {
    if (this.#writing) this.#again = true;
    else {
      if (this.#timer) clearTimeout(this.#timer);
      this.#timer = null;
      this.#schedule(0);
    }
  }

  #schedule(ms: number): void {
    if (this.#timer || this.#writing || this.#owners.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#write();
    }, ms);
  }

  async #write(): Promise<void> {
    this.#writing = true;
    this.#again = false;
    let failed = false;
    const now = Date.now();
    const begun = performance.now();
    const due: { owner: JournalOwner; flush: RunFlush }[] = [];
    for (const owner of this.#owners) {
      const flush = owner.journal.collect(now);
      if (flush) due.push({ owner, flush });
    }
    for (let i = 0; i < due.length; i += BATCH) {
      if (!(await this.#writeBatch(due.slice(i, i + BATCH)))) failed = true;
    }
    this.#writing = false;
    const pause = (performance.now() - begun) * PAUSE_FACTOR;
    const usual = Math.min(FLUSH_MAX_MS, Math.max(FLUSH_MS, pause));
    this.#schedule(failed ? RETRY_MS : this.#again ? 0 : usual);
  }

  async #writeBatch(batch: { owner: JournalOwner; flush: RunFlush }[]): Promise<boolean> {
    try {
      const store = await getStore();
      const results = await inTime(store.runs.flush(batch.map(({ flush }) => flush)));
      const byRun = new Map(results.map((result) => [result.runId, result]));
      for (const { owner, flush } of batch) {
        const result = byRun.get(flush.runId) ?? {
          runId: flush.runId,
          accepted: false,
          stopRequested: false,
        };
        owner.journal.settle(flush, result);
        owner.written(result);
      }
      return true;
    } catch (err) {
      log().warn({ err, runs: batch.length }, "replies could not be written; trying again");
      for (const { owner, flush } of batch) owner.journal.failed(flush);
      return false;
    }
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the store does not answer")), ANSWER_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
