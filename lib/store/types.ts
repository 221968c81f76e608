/**
 * The store port: everything the product keeps, as plain records with string ids and epoch-millisecond times.
 * Two engines implement it (`./sqlite`, `./mongodb`); one contract suite in `tests/store` runs against both.
 *
 * Rules every engine keeps:
 * - A method that touches something owned takes a {@link Scope} and puts it into the query itself. A foreign, malformed
 *   or missing id gives null / false / an empty page, never an error and never a difference that can be seen.
 * - Methods without a scope are for `lib/auth` (identity), for runs that prove themselves with a lease, and for sweeps.
 * - Every method is atomic where it says so, on a database without transactions too.
 * - When the database can't be reached within a few seconds a method throws `AppError('store_unavailable')`.
 * - A bad cursor throws `validation_failed` on `cursor`.
 */
import type {
  FeedbackRating,
  FileStatus,
  FinishReason,
  MessagePart,
  MessageStatus,
  Role,
  Settings,
  Usage,
} from "@/lib/schemas";

declare const scopeBrand: unique symbol;
/** Whose data a call may touch. Only `lib/auth/scope.ts` builds one. */
export type Scope = {
  readonly ownerId: string;
  /** Set for a credential that reaches one project only. */
  readonly projectId?: string;
  readonly [scopeBrand]: true;
};

export type PageRequest = { limit: number; cursor?: string | undefined };
export type Page<T> = { items: T[]; nextCursor: string | null };

// ── Identity ────────────────────────────────────────────────────────────────────────────────────────────────────────

export type UserRecord = {
  id: string;
  /** Trimmed, lower-cased, unique. */
  email: string;
  name: string;
  image: string | null;
  /** Rises with every password change; tokens and sessions carry the one they were made under. */
  ver: number;
  hasPassword: boolean;
  createdAt: number;
  updatedAt: number;
};
export type Credentials = { user: UserRecord; passwordHash: string | null };

export type SessionRecord = {
  id: string;
  userId: string;
  kind: "token" | "browser";
  ver: number;
  userAgent: string;
  createdAt: number;
  lastSeenAt: number;
  expiresAt: number;
};

export interface UserStore {
  /** @throws `user_exists`; of two racing calls with one e-mail exactly one succeeds. */
  create(input: {
    email: string;
    name: string;
    passwordHash: string | null;
    image?: string | null;
  }): Promise<UserRecord>;
  get(id: string): Promise<UserRecord | null>;
  credentialsByEmail(email: string): Promise<Credentials | null>;
  credentialsById(id: string): Promise<Credentials | null>;
  /**
   * A new password hash raises `ver` in the same write. @throws `user_exists` when the e-mail is taken.
   */
  update(
    id: string,
    patch: { name?: string; email?: string; passwordHash?: string },
  ): Promise<UserRecord | null>;
  /** Removes the user and everything that is theirs: sessions, linked accounts, projects and all below, counters. */
  remove(id: string): Promise<boolean>;
}

export interface SessionStore {
  create(input: Omit<SessionRecord, "id" | "lastSeenAt"> & { id?: string }): Promise<SessionRecord>;
  /** The session with its user, or null when revoked, expired at `now`, or made under another `ver`. */
  find(id: string, now: number): Promise<{ session: SessionRecord; user: UserRecord } | null>;
  list(userId: string, now: number): Promise<SessionRecord[]>;
  /** Raises `lastSeenAt`; a browser session may be prolonged as well. */
  touch(id: string, lastSeenAt: number, expiresAt?: number): Promise<void>;
  revoke(userId: string, id: string): Promise<boolean>;
  revokeAll(userId: string, except?: string): Promise<number>;
}

// ── Projects, files ─────────────────────────────────────────────────────────────────────────────────────────────────

export type PromptRecord = { id: string; role: Role; content: string; createdAt: number };

export type ProjectRecord = {
  id: string;
  ownerId: string;
  name: string;
  description: string;
  prompts: PromptRecord[];
  settings: Settings;
  /** Starts at 1; rises by one with each {@link ProjectStore.update}. */
  version: number;
  createdAt: number;
  updatedAt: number;
  activityAt: number;
};
export type ProjectSummaryRecord = Omit<ProjectRecord, "prompts"> & {
  promptCount: number;
  fileCount: number;
  chatCount: number;
};
export type ProjectPatch = Partial<Pick<ProjectRecord, "name" | "description" | "prompts" | "settings">>;

export interface ProjectStore {
  /** @throws `limit_reached` when the owner has `limit` projects; racing calls never exceed it. */
  create(
    scope: Scope,
    input: { name: string; description: string; settings: Settings; prompts?: PromptRecord[] },
    limit: number,
  ): Promise<ProjectRecord>;
  get(scope: Scope, id: string): Promise<ProjectRecord | null>;
  /** Newest activity first; `q` matches name and description, case-insensitively, as plain text. */
  list(scope: Scope, page: PageRequest & { q?: string | undefined }): Promise<Page<ProjectSummaryRecord>>;
  /**
   * Compare-and-set: writes only when `version` still is `expectedVersion`, then raises it and moves `updatedAt`
   * and `activityAt`. Prompts are part of the project, so one edit is one write.
   */
  update(
    scope: Scope,
    id: string,
    expectedVersion: number,
    patch: ProjectPatch,
  ): Promise<ProjectRecord | "missing" | "stale">;
  /** Moves `activityAt` forward only. */
  touch(scope: Scope, id: string, at: number): Promise<void>;
  /**
   * Hides the project at once, then removes files, bodies, chats, messages, runs, configs and itself.
   * A crash in between leaves it hidden; {@link Store.sweep} finishes. False when there was none.
   */
  remove(scope: Scope, id: string): Promise<boolean>;
}

export type FileRecord = {
  id: string;
  ownerId: string;
  projectId: string;
  filename: string;
  bodyId: string;
  /** Bytes. */
  size: number;
  /** Hex SHA-256 of the content. */
  sha256: string;
  mimeType: string;
  providerFileId: string | null;
  status: FileStatus;
  error: string | null;
  createdAt: number;
};

export type StoredBody = { bodyId: string; size: number; sha256: string };
/** Byte range, `end` exclusive. */
export type ByteRange = { start: number; end: number };

export interface FileStore {
  /**
   * Streams a body in; never holds it whole. It belongs to nobody until {@link create} names it, and a body that
   * stays unnamed for an hour is swept. On any failure of the source or the store nothing of it remains.
   * @throws `too_large` as soon as more than `maxBytes` have arrived.
   */
  putBody(scope: Scope, body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<StoredBody>;
  readBody(scope: Scope, bodyId: string, range?: ByteRange): Promise<ReadableStream<Uint8Array> | null>;
  discardBody(scope: Scope, bodyId: string): Promise<void>;
  /** Null when the project is not there. @throws `limit_reached` at `limit` files; racing calls never exceed it. */
  create(
    scope: Scope,
    projectId: string,
    input: StoredBody & Pick<FileRecord, "filename" | "mimeType" | "providerFileId" | "status">,
    limit: number,
  ): Promise<FileRecord | null>;
  get(scope: Scope, projectId: string, id: string): Promise<FileRecord | null>;
  /** Newest first. */
  list(scope: Scope, projectId: string, page: PageRequest): Promise<Page<FileRecord>>;
  update(
    scope: Scope,
    projectId: string,
    id: string,
    patch: Partial<Pick<FileRecord, "status" | "error" | "providerFileId" | "mimeType">>,
  ): Promise<FileRecord | null>;
  /** Removes the row and its body. The removed record, so that the caller can tidy up at the provider. */
  remove(scope: Scope, projectId: string, id: string): Promise<FileRecord | null>;
}

/** What a project would send at one moment; immutable, keyed by the hash of its content within the project. */
export type ConfigRecord = {
  id: string;
  ownerId: string;
  projectId: string;
  version: number;
  prompts: { role: Role; content: string }[];
  settings: Settings;
  files: { id: string; filename: string; sha256: string }[];
  createdAt: number;
};

export interface ConfigStore {
  /** Idempotent on `id` within the project; null when the project is not there. */
  put(scope: Scope, config: Omit<ConfigRecord, "ownerId" | "createdAt">): Promise<ConfigRecord | null>;
  get(scope: Scope, projectId: string, id: string): Promise<ConfigRecord | null>;
  /** Newest first. */
  list(scope: Scope, projectId: string, page: PageRequest): Promise<Page<ConfigRecord>>;
}

// ── Chats, messages ─────────────────────────────────────────────────────────────────────────────────────────────────

export type ChatRecord = {
  id: string;
  ownerId: string;
  projectId: string;
  title: string;
  /** A better title replaces `first`; `manual` is never replaced. */
  titleSource: "first" | "model" | "manual";
  activeLeafId: string | null;
  createdAt: number;
  updatedAt: number;
  activityAt: number;
};
/** `running`: a reply holds the chat's lock and its lease has not expired at the time of the read. */
export type ChatView = ChatRecord & { running: boolean };

export interface ChatStore {
  get(scope: Scope, id: string): Promise<ChatView | null>;
  /** Newest activity first. */
  list(scope: Scope, projectId: string, page: PageRequest): Promise<Page<ChatView>>;
  /**
   * With `titleSource: 'model'` the title is set only while the present one is `first` (atomic).
   * `activeLeafId` must be a message of this chat, else null is returned.
   */
  update(
    scope: Scope,
    id: string,
    patch: { title?: string; titleSource?: "model" | "manual"; activeLeafId?: string },
  ): Promise<ChatView | null>;
  /** Removes the chat with its messages, runs and lock. */
  remove(scope: Scope, id: string): Promise<boolean>;
}

/** How the request for a reply was assembled; with the config and the messages it names it can be rebuilt exactly. */
export type RequestRecord = {
  configId: string;
  /** History that was sent, oldest first: every message of the branch from `fromMessageId` on; null: none. */
  fromMessageId: string | null;
  /** Number of older messages of the branch that did not fit the model's context. */
  droppedMessages: number;
  /** Tokens, counted or estimated before sending. */
  promptTokens: number;
};

export type MessageRecord = {
  id: string;
  ownerId: string;
  projectId: string;
  chatId: string;
  parentId: string | null;
  role: "user" | "assistant";
  parts: MessagePart[];
  status: MessageStatus;
  runId: string | null;
  usage: Usage | null;
  model: string | null;
  finishReason: FinishReason | null;
  configId: string | null;
  request: RequestRecord | null;
  feedback: { rating: FeedbackRating; note?: string } | null;
  createdAt: number;
};
export type Siblings = { index: number; count: number; ids: string[] };
export type MessageView = MessageRecord & { siblings: Siblings };

export interface MessageStore {
  get(scope: Scope, chatId: string, id: string): Promise<MessageView | null>;
  /**
   * One page of the branch that ends in `leafId`, in reading order; without a cursor the newest page.
   * `nextCursor` leads back in time. Siblings are ordered by creation.
   */
  branch(scope: Scope, chatId: string, leafId: string, page: PageRequest): Promise<Page<MessageView>>;
  /** The newest leaf below a message (itself when it has no children). */
  leafBelow(scope: Scope, chatId: string, id: string): Promise<string | null>;
  setFeedback(
    scope: Scope,
    chatId: string,
    id: string,
    feedback: MessageRecord["feedback"],
  ): Promise<MessageView | null>;
}

// ── Runs ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type RunStatus = "active" | "complete" | "stopped" | "interrupted" | "failed";

/** A reply being generated. `lease` names the process attempt that owns it; only its holder can write. */
export type RunRecord = {
  id: string;
  ownerId: string;
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
  now: number;
};

export type RunMessagePatch = Partial<Pick<MessageRecord, "parts" | "usage" | "finishReason" | "model">>;

export type RunFlush = {
  runId: string;
  lease: string;
  /** New expiry of the lease. */
  leaseUntil: number;
  events: RunEventRecord[];
  message?: RunMessagePatch;
  /** Ends the run: sets both statuses, frees the chat's lock. */
  finish?: { status: Exclude<RunStatus, "active">; errorCode?: string | null };
};
export type RunFlushResult = { runId: string; accepted: boolean; stopRequested: boolean };

export interface RunStore {
  /**
   * Takes the chat's run lock and stores the user message and the assistant message, moving the chat's active leaf
   * and the activity of chat and project. All or nothing: when it fails, nothing of it can be seen later.
   * `run_active`: a reply with an unexpired or unrecovered lease holds the chat. `missing`: no such chat, project or parent.
   */
  begin(scope: Scope, input: BeginRun): Promise<"started" | "run_active" | "missing">;
  /**
   * Writes many runs at once: one transaction, or one bulk write per collection. Each is fenced by its lease: once
   * another process has taken the run over, nothing of it is kept and `accepted` is false. Also renews the leases.
   * A flush may be sent again when its answer was lost: events that are there already stay as they are, and the one that
   * finished the run is accepted once more.
   */
  flush(batch: RunFlush[]): Promise<RunFlushResult[]>;
  get(scope: Scope, id: string): Promise<RunRecord | null>;
  /** The run that holds the chat's lock, with or without a valid lease. */
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
  /** Active runs of a project whose owner is going to remove it. */
  listActive(scope: Scope, projectId?: string): Promise<RunRecord[]>;
  /** Active runs whose lease expired before `now` (for the sweep). */
  expired(now: number, limit: number): Promise<RunRecord[]>;
  /** Compare-and-set on the expired lease; of several callers one gets true. The old holder is fenced off by it. */
  takeOver(id: string, oldLease: string, newLease: string, leaseUntil: number, now: number): Promise<boolean>;
  /** The message a lease holder writes to (recovery reads the text that was kept). */
  messageOf(runId: string, lease: string): Promise<MessageRecord | null>;
  /** All events of a run for its lease holder, in order. */
  eventsOf(runId: string, lease: string): Promise<RunEventRecord[]>;
}

// ── Small things that must hold across instances ────────────────────────────────────────────────────────────────────

export type IdempotencyRecord = {
  key: string;
  bodyHash: string;
  runId: string;
  chatId: string;
  messageId: string;
  createdAt: number;
};

export interface IdempotencyStore {
  /** Insert on a unique key; an expired row is replaced. Returns the row that stands, `mine` telling whose it is. */
  claim(
    scope: Scope,
    record: IdempotencyRecord,
    now: number,
    ttlMs: number,
  ): Promise<{ mine: boolean; record: IdempotencyRecord }>;
  /** Gives a claim back when the request was refused before anything was stored. */
  release(scope: Scope, key: string, runId: string): Promise<void>;
}

export interface RateLimitStore {
  /** Adds one hit to a fixed window, atomically. `resetAt` is when the window ends. */
  hit(key: string, windowMs: number, now: number): Promise<{ count: number; resetAt: number }>;
}

export interface Store {
  readonly kind: "sqlite" | "mongodb";
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly projects: ProjectStore;
  readonly files: FileStore;
  readonly configs: ConfigStore;
  readonly chats: ChatStore;
  readonly messages: MessageStore;
  readonly runs: RunStore;
  readonly idempotency: IdempotencyStore;
  readonly rateLimits: RateLimitStore;
  /** next-auth's adapter over the same data (users, accounts, sessions, verification tokens). */
  authAdapter(): unknown;
  /** Resolves when the database answers. @throws `store_unavailable` within 2 s. */
  ping(): Promise<void>;
  /** Finishes half-done removals, drops expired rows and unnamed bodies. Safe to run anywhere, any time. */
  sweep(now: number): Promise<void>;
  close(): Promise<void>;
}
