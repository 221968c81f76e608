import type { Scope } from "./scope";

/** `read`: text and search index; `embed`: vectors for a file that is ready. */
export type JobKind = "read" | "embed";
export type JobRecord = {
  id: string;
  ownerId: string;
  projectId: string;
  fileId: string;
  kind: JobKind;
  /** How often it was begun, this time included. */
  attempts: number;
  createdAt: number;
};
/** `uploadedBy`: as on its file. */
export type ClaimedJob = JobRecord & { uploadedBy: string | null };
/** Proof that a job is still held; a holder whose lease ran out and was taken over can write nothing. */
export type JobLease = { jobId: string; lease: string };

/** Work on files, done once, by any process. Jobs go with their file. */
export interface JobStore {
  /**
   * At most one job for a file and kind: another call only makes a waiting one due at once. False when the file is not there.
   */
  enqueue(scope: Scope, projectId: string, fileId: string, kind: JobKind, now: number): Promise<boolean>;
  /**
   * Takes one job that is due: never two of one project at a time, and the owner who was served longest ago comes first,
   * then the oldest job. A job whose lease ran out is taken like a waiting one. Of racing callers each gets another job.
   */
  claim(input: { lease: string; leaseUntil: number; now: number }): Promise<ClaimedJob | null>;
  /** False once somebody else took the job, or it went with its file. */
  renew(job: JobLease, leaseUntil: number): Promise<boolean>;
  /** Ends a job, or puts it back until `runAfter` (epoch ms). False as for {@link renew}. */
  release(job: JobLease, runAfter: number | null, uncounted?: boolean): Promise<boolean>;
  /** When the next job is due or its lease runs out (epoch ms); null: there is none. */
  nextDue(): Promise<number | null>;
  /** Enqueues up to `limit` files that wait for reading and have no job: their upload died in between. */
  adopt(uploadedBefore: number, limit: number, now: number): Promise<number>;
  /** Enqueues `embed` for up to `limit` files that were read, have no vectors of this model and no such job. */
  adoptUnembedded(model: string, limit: number, now: number): Promise<number>;
  /** Enqueues `read` for up to `limit` files that are ready, were read by a version before `format` and have no such job. */
  adoptOutdated(format: number, limit: number, now: number): Promise<number>;
}

/** A file's passages and search index, as immutable blobs whose content only `lib/knowledge` understands. */
export type SegmentRecord = {
  id: string;
  fileId: string;
  /** Version of the blobs' format. */
  format: number;
  passages: number;
  totalLength: number;
  buckets: number;
  vectors: { model: string; dimensions: number } | null;
};
export type SegmentView = SegmentRecord & { projectId: string; filename: string; mediaType: string };
export type SegmentBlobKey = { segmentId: string; kind: string; n: number };
export type SegmentBlobRecord = SegmentBlobKey & { data: Uint8Array };

export interface SegmentStore {
  /** Adds or replaces blobs of a segment. Nobody finds a segment before it is published. False: the lease is lost. */
  put(job: JobLease, segmentId: string, blobs: Omit<SegmentBlobRecord, "segmentId">[]): Promise<boolean>;
  /**
   * Makes a segment the file's one and only, removes the ones before and those of attempts that failed, and sets the
   * file `ready` with `note`. False, and nothing is changed: the lease is lost or the file is gone.
   */
  publish(job: JobLease, segment: SegmentRecord, note: string | null): Promise<boolean>;
  /** Tells that a published segment has vectors of this model (blobs put before); null: while they are replaced. */
  setVectors(job: JobLease, segmentId: string, vectors: SegmentRecord["vectors"]): Promise<boolean>;
  /**
   * Published segments of the project's files, oldest file first. With `ids`: these, also such as are kept for a release
   * after their file went or was read anew. With `chatId`: that chat's own as well. Empty when the project is not there.
   */
  list(scope: Scope, projectId: string, ids?: string[], chatId?: string | null): Promise<SegmentView[]>;
  /** Bytes of the segments among `ids` that are kept for a release alone, by segment. */
  kept(scope: Scope, projectId: string, ids: string[]): Promise<Map<string, number>>;
  /** Removes what releases kept of a file that is gone. */
  forget(scope: Scope, projectId: string, fileId: string): Promise<void>;
  /** Blobs of published or kept segments of this project; keys that lead nowhere are left out. */
  blobs(scope: Scope, projectId: string, keys: SegmentBlobKey[]): Promise<SegmentBlobRecord[]>;
  /** A published segment of another file of the owner with the same content, in any project within the scope. */
  duplicate(scope: Scope, sha256: string, exceptFileId: string): Promise<SegmentView | null>;
}
