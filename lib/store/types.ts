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
import type { AnswerStore } from "./types/answers";
import type { ChatStore, MessageStore } from "./types/chats";
import type { ConnectionStore } from "./types/connections";
import type { EmbedStore } from "./types/embeds";
import type { EvalRunStore, TestSetStore } from "./types/evals";
import type { FeedStore } from "./types/feed";
import type { FeedbackStore } from "./types/feedback";
import type { FileStore } from "./types/files";
import type { SessionStore, UserStore } from "./types/identity";
import type { InstallationStore } from "./types/installation";
import type { InvitationStore } from "./types/invitations";
import type { KeyStore } from "./types/keys";
import type { JobStore, SegmentStore } from "./types/knowledge";
import type { MemberStore } from "./types/members";
import type { ConfigStore, ProjectStore, VersionStore } from "./types/projects";
import type { QuotaStore } from "./types/quotas";
import type { ReleaseStore } from "./types/releases";
import type { IdempotencyStore, RateLimitStore } from "./types/requests";
import type { RunStore } from "./types/runs";
import type { SavedPromptStore } from "./types/saved-prompts";
import type { SearchStore } from "./types/search";
import type { SecondFactorStore } from "./types/second-factors";
import type { ShareStore } from "./types/shares";
import type { UsageStore } from "./types/usage";
import type { WebhookStore } from "./types/webhooks";

export type * from "./types/answers";
export type * from "./types/chats";
export type * from "./types/connections";
export type * from "./types/embeds";
export type * from "./types/evals";
export type * from "./types/feed";
export type * from "./types/feedback";
export type * from "./types/files";
export type * from "./types/identity";
export type * from "./types/installation";
export type * from "./types/invitations";
export type * from "./types/keys";
export type * from "./types/knowledge";
export type * from "./types/members";
export type * from "./types/projects";
export type * from "./types/quotas";
export type * from "./types/releases";
export type * from "./types/requests";
export type * from "./types/runs";
export type * from "./types/saved-prompts";
export type * from "./types/scope";
export type * from "./types/search";
export type * from "./types/second-factors";
export type * from "./types/shares";
export type * from "./types/usage";
export type * from "./types/webhooks";

export interface Store {
  readonly kind: "sqlite" | "mongodb";
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly secondFactors: SecondFactorStore;
  readonly keys: KeyStore;
  readonly answers: AnswerStore;
  readonly projects: ProjectStore;
  readonly members: MemberStore;
  readonly invitations: InvitationStore;
  readonly installation: InstallationStore;
  readonly quotas: QuotaStore;
  readonly connections: ConnectionStore;
  readonly files: FileStore;
  readonly jobs: JobStore;
  readonly segments: SegmentStore;
  readonly configs: ConfigStore;
  readonly versions: VersionStore;
  readonly releases: ReleaseStore;
  readonly testSets: TestSetStore;
  readonly evalRuns: EvalRunStore;
  readonly chats: ChatStore;
  readonly messages: MessageStore;
  readonly runs: RunStore;
  readonly idempotency: IdempotencyStore;
  readonly rateLimits: RateLimitStore;
  readonly savedPrompts: SavedPromptStore;
  readonly search: SearchStore;
  readonly feed: FeedStore;
  readonly feedback: FeedbackStore;
  readonly shares: ShareStore;
  readonly embeds: EmbedStore;
  readonly usage: UsageStore;
  readonly webhooks: WebhookStore;
  /** next-auth's adapter over the same data (users, accounts, sessions, verification tokens). */
  authAdapter(): unknown;
  /** Resolves when the database takes a write. @throws `store_unavailable` within 2 s. */
  ping(): Promise<void>;
  /** The store's own clock (epoch ms). Leases on work are told by it, for each machine has another. */
  clock(): Promise<number>;
  /** Copies the database to a new file while it is in use; absent where the engine has tools of its own for that. */
  backup?(file: string): Promise<void>;
  /** Finishes half-done removals, drops expired rows and unnamed bodies. Safe to run anywhere, any time. */
  sweep(now: number): Promise<void>;
  close(): Promise<void>;
}
