import type { Usage, VariableValues } from "@/lib/schemas";
import type { MessageRecord, Tell } from "./chats";
import type { Scope } from "./scope";

export type RunStatus = "active" | "complete" | "stopped" | "interrupted" | "failed";

/**
 * A reply being generated. `lease` names the process attempt that owns it; only its holder can write. `leaseUntil`
 * changes with each renewal; it comes from the holder's clock, so others compare it and never read it as a time.
 */
export type RunRecord = {
  id: string;
  ownerId: string;
  keyId: string | null;
  visitorId: string | null;
  projectId: string;
  chatId: string;
  messageId: string;
  model: string;
  status: RunStatus;
  lease: string;
  leaseUntil: number;
  stopRequestedAt: number | null;
  /** Highest event that counts; events beyond it were written by a holder that had lost its lease. */
  lastSeq: number;
  errorCode: string | null;
  createdAt: number;
  finishedAt: number | null;
};

/** What tells one state of a run's lease from the next. */
export type RunLease = Pick<RunRecord, "id" | "lease" | "leaseUntil">;

/** One entry of a run's log: `seq` starts at 1 and has no gaps; `data` is an encoded batch of `RunEvent`s (JSON text). */
export type RunEventRecord = { seq: number; data: string };

export type BeginRun = {
  run: Pick<RunRecord, "id" | "projectId" | "chatId" | "messageId" | "model" | "lease" | "leaseUntil">;
  /** A chat to create in the same step; absent: the chat exists. */
  newChat?: { title: string };
  /** Absent when a sibling answer is made for a message that is already there. */
  userMessage?: Pick<MessageRecord, "id" | "parentId" | "parts" | "configId">;
  /** Stored empty with status `streaming` (a continued one keeps its parts). Its id is `run.messageId`. */
  assistantMessage: Pick<MessageRecord, "parentId" | "parts" | "model" | "configId" | "request">;
  /** Continue: the assistant message is already there and goes on under this run. */
  resumeMessage?: boolean;
  /** What the chat remembers from now on for the prompts' variables. Absent: what it remembered before. */
  variables?: VariableValues;
  /** Files that waited for this message: from now on they are its chat's. */
  files?: string[];
  /**
   * What was read and built upon: the chat's active leaf, or the run that last wrote the message which goes on. When it
   * is another once the lock is held, nothing is begun.
   */
  seen?: { leafId: string | null } | { runId: string | null };
  now: number;
};

export type BegunRun = "started" | "run_active" | "missing" | "stale";

export type RunMessagePatch = Partial<
  Pick<MessageRecord, "parts" | "usage" | "finishReason" | "model" | "timing" | "failure">
>;

export type RunFlush = {
  runId: string;
  lease: string;
  /** New expiry of the lease. */
  leaseUntil: number;
  events: RunEventRecord[];
  message?: RunMessagePatch;
  /** How far the log had come when `message` was taken: an older one that comes late changes nothing. Absent: unordered. */
  seq?: number;
  /** Ends the run: sets both statuses, frees the chat's lock. */
  finish?: {
    status: Exclude<RunStatus, "active">;
    errorCode?: string | null;
    /** What this run alone has used; added to the sums of `UsageStore`. Absent: the message's usage, if any. */
    usage?: Usage;
  };
};
/** `told`: its end was put up for webhooks. */
export type RunFlushResult = { runId: string; accepted: boolean; stopRequested: boolean; told?: boolean };

export interface RunStore {
  /**
   * Takes the chat's run lock and stores the user message and the assistant message, moving the chat's active leaf
   * and the activity of chat and project. All or nothing: when it fails, nothing of it can be seen later.
   * `run_active`: another reply holds the chat. `missing`: no such chat, project or parent.
   * `stale`: what was `seen` is so no more; to be read and built again.
   */
  begin(scope: Scope, input: BeginRun): Promise<BegunRun>;
  /**
   * Writes many runs at once: one transaction, or one bulk write per collection. Each is fenced by its lease: once
   * another process has taken the run over, nothing of it is kept and `accepted` is false. Also renews the leases.
   * Flushes may come late and out of order: a message never goes back, and one that has ended stays as it ended.
   * A flush may be sent again when its answer was lost: events that are there already stay as they are, and the one that
   * finished the run is accepted once more.
   * @param tell of each run that ends, by the same write
   */
  flush(batch: RunFlush[], tell?: Tell): Promise<RunFlushResult[]>;
  get(scope: Scope, id: string): Promise<RunRecord | null>;
  /** The run that holds the chat's lock, whether or not its holder is alive. */
  active(scope: Scope, chatId: string): Promise<RunRecord | null>;
  /** Events after `afterSeq`, at most `limit`, with the run as it stands; null when it is gone. */
  tail(
    scope: Scope,
    id: string,
    afterSeq: number,
    limit: number,
  ): Promise<{ run: RunRecord; events: RunEventRecord[] } | null>;
  /** Idempotent. The active run that was told, or null. */
  requestStop(scope: Scope, chatId: string, now: number): Promise<RunRecord | null>;
  /**
   * Active runs in the scope's chats, and for an owner in person all that run in the project (without one: in all of
   * theirs), whoever began them: they are going to be removed.
   */
  listActive(scope: Scope, projectId?: string): Promise<RunRecord[]>;
  /**
   * The leases of all active runs (for the sweep), read on the way that writes take: a store that takes no writes now
   * gives none, for then their holders could not renew them either. @throws `store_unavailable`
   */
  leases(): Promise<RunLease[]>;
  /**
   * Compare-and-set on a lease as it was seen; of several callers one gets the run. The old holder is fenced off by it.
   * Null: it was renewed, taken or ended meanwhile.
   * @param tell of a run that its holder had all but ended
   */
  takeOver(seen: RunLease, newLease: string, leaseUntil: number, tell?: Tell): Promise<RunRecord | null>;
  /** The message a lease holder writes to (recovery reads the text that was kept). */
  messageOf(runId: string, lease: string): Promise<MessageRecord | null>;
  /** All events of a run for its lease holder, in order. */
  eventsOf(runId: string, lease: string): Promise<RunEventRecord[]>;
}
