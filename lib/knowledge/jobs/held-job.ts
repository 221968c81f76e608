import { log } from "@/lib/log";
import type { FileRecord, JobLease, JobRecord, Scope, Store } from "@/lib/store";
import { announceFile } from "./announce";

/** Another process has the job now, or its file is gone: whatever was under way no longer counts. */
export class LostJobError extends Error {}

class StoppedError extends Error {}

export const LEASE_MS = 20_000;
const RENEW_EVERY_MS = 5_000;
const REPORT_EVERY_MS = 700;

type FilePatch = Parameters<Store["files"]["update"]>[3];

/** A job while this process holds it: keeps the lease alive and writes what its file shows meanwhile. */
export class HeldJob {
  readonly scope: Scope;
  readonly job: JobRecord;
  readonly lease: JobLease;
  private readonly store: Store;
  private readonly lost = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private reported = 0;
  private told: FilePatch["status"];
  private over = false;
  private writing: Promise<unknown> = Promise.resolve();

  constructor(store: Store, scope: Scope, job: JobRecord, lease: string) {
    this.store = store;
    this.scope = scope;
    this.job = job;
    this.lease = { jobId: job.id, lease };
    this.timer = setInterval(() => void this.renew(), RENEW_EVERY_MS);
    this.timer.unref();
  }

  /** Aborted once the job is lost. */
  get signal(): AbortSignal {
    return this.lost.signal;
  }

  /** The process ends: what is under way is given up, and the job given back. */
  stop(): void {
    this.lost.abort(new StoppedError());
  }

  /** Whether it was given up because the process ends. */
  get stopped(): boolean {
    return this.signal.reason instanceof StoppedError;
  }

  private async renew(): Promise<void> {
    try {
      const now = await this.store.clock();
      const kept = await this.store.jobs.renew(this.lease, now + LEASE_MS);
      if (!kept) this.lost.abort(new LostJobError());
    } catch (err) {
      log().warn({ err, jobId: this.job.id }, "a job's lease was not renewed");
    }
  }

  async update(patch: FilePatch): Promise<FileRecord | null> {
    const { projectId, fileId } = this.job;
    const file = await this.store.files.update(this.scope, projectId, fileId, patch);
    if (file) await announceFile(file);
    return file;
  }

  /** Tells the file's state when it is a new one, or when the last telling was a while ago. */
  report(patch: FilePatch): void {
    const now = Date.now();
    const same = patch.status === this.told;
    if ((same && now - this.reported < REPORT_EVERY_MS) || this.over || this.signal.aborted) return;
    this.reported = now;
    this.told = patch.status;
    this.writing = this.writing.then(() => this.update(patch)).catch(() => undefined);
  }

  /** When no report is under way that could overtake a later state. */
  async flushed(): Promise<void> {
    this.over = true;
    await this.writing;
  }

  close(): void {
    clearInterval(this.timer);
  }
}
