import type { Scope } from "./scope";

/** Something that a user's open pages should hear of; `data` is JSON text that only its writer and reader know. */
export type FeedEvent = { seq: number; at: number; data: string };

/**
 * One log per user, for `GET /api/events` across processes. Kept for an hour ({@link FeedStore.after} tells when a
 * reader has missed something), pruned by `Store.sweep`.
 */
export interface FeedStore {
  /**
   * Adds an event at the end of its owner's log; needs no scope, for whoever holds a run's lease may announce it.
   * Per owner `seq` starts at 1 and has no gaps, and no event can be seen before all with a lower `seq`.
   * `projectId`: a credential for one project sees only events of that project. Nothing when the owner is gone.
   */
  append(event: { ownerId: string; projectId: string | null; data: string }, now: number): Promise<void>;
  /**
   * Events after `afterSeq`, oldest first, at most `limit`. `seq` is where to go on from (it may lie beyond the last
   * event that this scope sees). `missed`: some after `afterSeq` are no longer kept, or the log ends before it (a backup
   * was restored), so the reader must load afresh.
   */
  after(
    scope: Scope,
    afterSeq: number,
    limit: number,
  ): Promise<{ events: FeedEvent[]; seq: number; missed: boolean }>;
  /** Where the log ends now: 0 when nothing was ever added. */
  latest(scope: Scope): Promise<number>;
}
