import type { Collection, Db, ObjectId } from "mongodb";
import type {
  ChatRecord,
  ConfigRecord,
  FileRecord,
  IdempotencyRecord,
  MessageRecord,
  ProjectRecord,
  RunEventRecord,
  RunRecord,
  SessionRecord,
  UserRecord,
} from "../types";

/** A record as a document: its `id` is the `_id`. Times stay epoch milliseconds. */
type Doc<R extends { id: string }> = Omit<R, "id"> & { _id: string };

/** `_id` and `accounts.userId` are ObjectIds because @auth/mongodb-adapter writes to the same collections. */
export type UserDoc = Omit<UserRecord, "id" | "hasPassword"> & {
  _id: ObjectId;
  passwordHash: string | null;
  emailVerified: Date | null;
};
export type SessionDoc = Doc<SessionRecord>;

/** `slot` is unique among its siblings and below the limit, so racing inserts can't pass the limit. */
export type ProjectDoc = Doc<ProjectRecord> & { slot: number; promptCount: number; search: string };
export type FileDoc = Doc<FileRecord> & { slot: number };
/** A stored body that no file names, yet or any more. */
export type LooseBodyDoc = { _id: string; ownerId: string; since: number; swept: boolean };
/** `_id` is `projectId:id`, for the same content may occur in two projects. */
export type ConfigDoc = Doc<ConfigRecord> & { configId: string };

export type ChatDoc = Doc<ChatRecord>;
/** `depth`: number of ancestors; all siblings share it, so a page of a branch is one range of depths. */
export type MessageDoc = Doc<MessageRecord> & { depth: number; lease: string | null };

export const NEVER = Number.MAX_SAFE_INTEGER;

/** What a run's start has to store besides the run; gone from the run once it is stored. */
export type RunOpening = {
  chat: { title: string } | null;
  fromLeafId: string | null;
  messages: MessageDoc[];
  resume: { fromRunId: string | null; set: Pick<MessageDoc, "model" | "configId" | "request"> } | null;
};
export type RunDoc = Doc<RunRecord> & {
  /** Unique: the chat's id while the run is active, which makes the run the chat's lock; afterwards the run's own. */
  slot: string;
  /** Who wrote which part of the log: events with `seq > after`, up to where the next holder began. */
  holders: { lease: string; after: number }[];
  opening: RunOpening | null;
  /** When the log may be dropped: {@link NEVER} while the run is active, 0 once it is gone. */
  purgeAt: number;
};
/** `_id` is `runId:seq:lease` with a padded `seq`: the log is read as one range of ids. */
export type RunEventDoc = RunEventRecord & { _id: string; lease: string };

export type IdempotencyDoc = IdempotencyRecord & { _id: string; ownerId: string; expiresAt: number };
export type RateLimitDoc = { _id: string; count: number; resetAt: number };

/** Hides what it names, then guides its removal. It outlives the removal a while, for writers that were under way. */
export type TombstoneDoc = {
  _id: string;
  kind: "user" | "project" | "chat";
  ownerId: string;
  projectId: string | null;
  at: number;
  done: boolean;
};
export type MetaDoc = { _id: "schema"; version: number };

export const AUTH_COLLECTIONS = {
  Users: "users",
  Accounts: "accounts",
  Sessions: "authSessions",
  VerificationTokens: "verificationTokens",
} as const;
export const BODIES = "bodies";

type AccountDoc = { _id: ObjectId; userId: ObjectId; provider: string; providerAccountId: string };

export type Collections = ReturnType<typeof collectionsOf>;

export function collectionsOf(db: Db) {
  const named = <T extends { _id: unknown }>(name: string) => db.collection(name) as unknown as Collection<T>;
  return {
    meta: named<MetaDoc>("meta"),
    users: named<UserDoc>(AUTH_COLLECTIONS.Users),
    accounts: named<AccountDoc>(AUTH_COLLECTIONS.Accounts),
    authSessions: named<{ _id: ObjectId; userId: ObjectId; sessionToken: string; expires: Date }>(
      AUTH_COLLECTIONS.Sessions,
    ),
    verificationTokens: named<{ _id: ObjectId; identifier: string; token: string; expires: Date }>(
      AUTH_COLLECTIONS.VerificationTokens,
    ),
    sessions: named<SessionDoc>("sessions"),
    projects: named<ProjectDoc>("projects"),
    files: named<FileDoc>("files"),
    looseBodies: named<LooseBodyDoc>("looseBodies"),
    configs: named<ConfigDoc>("configs"),
    chats: named<ChatDoc>("chats"),
    messages: named<MessageDoc>("messages"),
    runs: named<RunDoc>("runs"),
    runEvents: named<RunEventDoc>("runEvents"),
    idempotency: named<IdempotencyDoc>("idempotency"),
    rateLimits: named<RateLimitDoc>("rateLimits"),
    tombstones: named<TombstoneDoc>("tombstones"),
  };
}
