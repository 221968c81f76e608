import type { RunEventRecord, RunFlush, RunFlushResult, RunMessagePatch, RunStatus } from "@/lib/store";
import { pushEvent } from "../stream/run-log";
import type { RunEvent } from "./types";

/** How long a run stays its process's own without a sign of life. Milliseconds. */
export const LEASE_MS = 6_000;
/** Leases end on whole seconds, so that most writes of a run leave its row alone. Milliseconds. */
const LEASE_STEP_MS = 1_000;
/** A silent run is written so often: it renews the lease and learns of a Stop asked elsewhere. Milliseconds. */
export const HEARTBEAT_MS = 600;
/** How often the message itself is written while it grows. Milliseconds. */
const SNAPSHOT_MS = 3_000;

/** So long one write is tried that the store refuses, not for being away. Milliseconds. */
const REFUSED_MS = 20_000;

type Finish = { status: Exclude<RunStatus, "active">; errorCode: string | null };

/**
 * What one run still has to write. Entries get their number once and keep it until the store has taken them, so a
 * write that failed, or whose answer was lost, can be made again.
 */
export class Journal {
  readonly runId: string;
  readonly #lease: string;
  readonly #snapshot: () => RunMessagePatch;
  #pending: RunEvent[] = [];
  #unsent: RunEventRecord[] = [];
  #seq: number;
  #flushedAt: number;
  #snapshotAt: number;
  #dirty = false;
  #finish: Finish | null = null;
  /** Since when the store refuses. */
  #refusedAt: number | null = null;
  #gaveUp = false;
  #finished = Promise.withResolvers<boolean>();

  constructor(options: {
    runId: string;
    lease: string;
    now: number;
    seq?: number;
    snapshot(): RunMessagePatch;
  }) {
    this.runId = options.runId;
    this.#lease = options.lease;
    this.#snapshot = options.snapshot;
    this.#seq = options.seq ?? 0;
    this.#flushedAt = options.now;
    this.#snapshotAt = options.now;
  }

  /** True once the end is stored, false when the run had been taken from us. */
  get finished(): Promise<boolean> {
    return this.#finished.promise;
  }

  add(event: RunEvent): void {
    pushEvent(this.#pending, event);
    this.#dirty = true;
  }

  finish(status: Finish["status"], errorCode: string | null): void {
    this.#finish = { status, errorCode };
  }

  /** The next write, or null when there is nothing to say yet. */
  collect(now: number): RunFlush | null {
    if (this.#pending.length > 0) {
      this.#unsent.push({ seq: ++this.#seq, data: JSON.stringify(this.#pending) });
      this.#pending = [];
    }
    if (this.#gaveUp) return this.#lastWord(now);
    if (this.#unsent.length === 0 && !this.#finish && now - this.#flushedAt < HEARTBEAT_MS) return null;
    const flush: RunFlush = {
      runId: this.runId,
      lease: this.#lease,
      leaseUntil: Math.ceil(now / LEASE_STEP_MS) * LEASE_STEP_MS + LEASE_MS - LEASE_STEP_MS,
      events: [...this.#unsent],
    };
    if (this.#finish) flush.finish = this.#finish;
    if (this.#finish || (this.#dirty && now - this.#snapshotAt >= SNAPSHOT_MS)) {
      flush.message = this.#snapshot();
      flush.seq = this.#seq;
      this.#snapshotAt = now;
      this.#dirty = false;
    }
    return flush;
  }

  /** The store has taken `flush`, or refused it for good. */
  acknowledge(flush: RunFlush, result: RunFlushResult): void {
    this.#flushedAt = Date.now();
    this.#refusedAt = null;
    this.#unsent = this.#unsent.slice(flush.events.length);
    if (!result.accepted || this.#gaveUp) this.#finished.resolve(false);
    else if (flush.finish) this.#finished.resolve(true);
  }

  /** The store did not answer: the same again later. */
  failed(flush: RunFlush): void {
    if (flush.message) this.#dirty = true;
  }

  /** The store answered that it can't take this. @returns true when it will not be tried again as it is. */
  refused(flush: RunFlush): boolean {
    this.failed(flush);
    this.#refusedAt ??= Date.now();
    this.#gaveUp = Date.now() - this.#refusedAt >= REFUSED_MS;
    return this.#gaveUp;
  }

  /** What can't be stored must not hold the chat for ever: the run ends with what was kept. */
  #lastWord(now: number): RunFlush {
    const end: RunEvent = { type: "finish", status: "failed", finishReason: "error" };
    return {
      runId: this.runId,
      lease: this.#lease,
      leaseUntil: now + LEASE_MS,
      events: [{ seq: ++this.#seq, data: JSON.stringify([end]) }],
      message: { finishReason: "error" },
      finish: { status: "failed", errorCode: "internal" },
    };
  }
}

/** The events of one log entry. */
export function readEvents(data: string): RunEvent[] {
  return JSON.parse(data) as RunEvent[];
}
