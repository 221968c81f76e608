import type { Binary, ObjectId } from "mongodb";
import type {
  AnswerRecord,
  AuditRecord,
  CaseRecord,
  ChatRecord,
  ConfigRecord,
  DeliveryRecord,
  EvalResultRecord,
  EvalRunRecord,
  FeedEvent,
  FileRecord,
  IdempotencyRecord,
  InstallationSettings,
  InstallationState,
  InvitationRecord,
  JobKind,
  JobRecord,
  KeyRecord,
  KeySecret,
  KeyUsageRecord,
  MemberRecord,
  MessageRecord,
  ProjectRecord,
  PublicationRecord,
  Quota,
  ReleaseRecord,
  RunEventRecord,
  RunRecord,
  SavedPromptRecord,
  SecondFactorRecord,
  SegmentBlobRecord,
  SegmentRecord,
  SessionRecord,
  ShareRecord,
  TestSetRecord,
  UserRecord,
  VersionRecord,
  WebhookRecord,
} from "../types";

/** Absent in what is from before there were keys and visitors. */
type Made = { keyId?: string | null; visitorId?: string | null };
/** A record as a document: its `id` is the `_id`. Times stay epoch milliseconds. */
type Doc<R extends { id: string }> = Omit<R, "id"> & { _id: string };

/** `_id` and `accounts.userId` are ObjectIds because @auth/mongodb-adapter writes to the same collections. */
export type UserDoc = Omit<
  UserRecord,
  "id" | "hasPassword" | "emailVerified" | "awaitsVerification" | "admin" | "disabled" | "quota" | "quotaAt"
> & {
  _id: ObjectId;
  passwordHash: string | null;
  emailVerified: Date | null;
  /** Absent where nobody said so: false. */
  admin?: boolean;
  disabled?: boolean;
  awaitsVerification?: boolean;
  /** Absent where it was never set. */
  quota?: Quota | null;
  quotaAt?: number;
  /** Projects kept at the top; one that was deleted may be among them. */
  pins?: string[];
};
/** `_id` is the user's. */
export type SecondFactorDoc = Omit<SecondFactorRecord, "userId"> & { _id: string; usedStep: number };
export type ResetDoc = { _id: string; userId: string; expiresAt: number };
export type AuditDoc = Doc<AuditRecord>;
/** The settings lie beside who may sign up, which was the first of them. */
export type InstallationDoc =
  | ({ _id: "sign-up" } & Partial<InstallationSettings>)
  | { _id: "first-admin"; userId: string }
  | StateDoc;
export type StateDoc = {
  [K in keyof InstallationState]: { _id: K; value: InstallationState[K] };
}[keyof InstallationState];
export type LeaseDoc = { _id: string; owner: string; until: number };
/** `_id` is `day code`. */
export type FaultDoc = { _id: string; day: string; code: string; count: number; lastAt: number };
export type SessionDoc = Doc<SessionRecord>;

/** `endsAt`: null: the present one; else when a rotated one ends. */
export type KeyDoc = Doc<KeyRecord> & { slot: number; secrets: (KeySecret & { endsAt: number | null })[] };
/** `actor`: the key through which it was asked for. */
export type AnswerDoc = Doc<AnswerRecord> & { ownerId: string; actor: string };
/** `_id` is `keyId:day:projectId:model`. */
export type KeyUsageDoc = KeyUsageRecord & { _id: string; ownerId: string };
/** `slot` is unique among its siblings and below the limit, so racing inserts can't pass the limit. */
export type ProjectDoc = Omit<Doc<ProjectRecord>, "slug" | "icon" | "color"> & {
  /** Absent where none was chosen. */
  icon?: string | null;
  color?: ProjectRecord["color"];
  slot: number;
  promptCount: number;
  search: string;
  /** Absent in projects from before there were any: they are called by their ids. */
  slug?: string;
};
/** `_id` is `ownerId:slug`. */
export type SlugDoc = { _id: string; projectId: string };
export type FileDoc = Doc<FileRecord> & {
  slot: number;
  /** The published segment: naming it here is what publishes it. */
  segmentId: string | null;
  /** The lease of the last job of each kind; an earlier holder's publishing finds another one here. */
  leases: Partial<Record<JobKind, string>>;
};
/** A stored body that no file names: not yet (`fileId` is null), or because the file is being removed. */
export type LooseBodyDoc = {
  _id: string;
  ownerId: string;
  projectId: string | null;
  fileId: string | null;
  since: number;
  swept: boolean;
};
export type JobDoc = Doc<JobRecord> & {
  /** Null while nobody holds it. */
  lease: string | null;
  /** When it may begin, or while it is held, when the lease runs out. */
  dueAt: number;
  /** Unique: the project while the job is held, so that only one of a project's is; otherwise the job's own id. */
  slot: string;
};
/** Order in which owners were served. */
export type JobTurnDoc = { _id: string; turn: number };
export type CounterDoc = { _id: string; value: number };
export type SegmentDoc = Doc<SegmentRecord> & {
  ownerId: string;
  projectId: string;
  /** Set once its file names it no longer and a release still does. */
  kept?: { filename: string; mediaType: string; bytes: number };
};
/** `_id` is `segmentId:kind:n`. */
export type SegmentBlobDoc = Omit<SegmentBlobRecord, "data"> & { _id: string; fileId: string; data: Binary };
/** `_id` is `projectId:id`, for the same content may occur in two projects. */
export type ConfigDoc = Doc<ConfigRecord> & { configId: string };

/** `_id` is `projectId:number`. */
export type VersionDoc = VersionRecord & { _id: string };

/** `_id` is `projectId:number`. */
export type ReleaseDoc = ReleaseRecord & { _id: string };
/** `_id` is `projectId:seq`: the insert of the next number is what publishes. */
export type PublicationDoc = PublicationRecord & { _id: string };
export type TestSetDoc = Doc<TestSetRecord> & { slot: number };
export type CaseDoc = Doc<CaseRecord>;
/** `_id` is `caseId:revision`. */
export type CaseRevisionDoc = Pick<CaseRecord, "ownerId" | "projectId" | "revision" | "content"> & {
  _id: string;
  caseId: string;
};
export type EvalRunDoc = Doc<EvalRunRecord>;
/** `slot` is unique: one of the run's numbered places while the unit is held, its own id otherwise. */
export type EvalUnitDoc = {
  _id: string;
  runId: string;
  n: number;
  done: boolean;
  lease: string | null;
  leaseUntil: number;
  slot: string;
};
/** `place`: the unit that it came from, which gives the order. */
export type EvalResultDoc = Doc<EvalResultRecord> & { place: number; reviewedAt: number | null };

/** `_id` is `projectId:userId`. `left`: no member any more; the row says so, for a project is shown unless it does. */
export type MemberDoc = MemberRecord & { _id: string; left: boolean };
export type InvitationDoc = Doc<InvitationRecord> & { tokenHash: string };
export type WebhookDoc = Doc<WebhookRecord> & { slot: number };
/** `proof`: the message that shows whether what is told was stored; it need not be asked any more where there is none. */
export type DeliveryDoc = Doc<DeliveryRecord> & { lease: string | null; proof?: string | null };

/** `titleIndex`: the title as `searchIndexText` gives it. */
export type ChatDoc = Omit<Doc<ChatRecord>, LaterChatField | keyof Made> &
  Made & {
    titleIndex: string;
    // Absent in chats from before there were any.
  } & Partial<Pick<ChatRecord, LaterChatField>>;
type LaterChatField = "variables" | "model" | "effort" | "pinned" | "archived" | "sharedAt";
/**
 * `depth`: number of ancestors; all siblings share it, so a page of a branch is one range of depths. `seq`: how far the
 * log of its run had come when its parts were taken. `ratedAs`: the event that tells of its rating.
 */
export type MessageDoc = Doc<MessageRecord> &
  Made & { depth: number; lease: string | null; seq?: number; ratedAt?: number | null; ratedAs?: string };

export const NEVER = Number.MAX_SAFE_INTEGER;

/** What a run's start has to store besides the run; gone from the run once it is stored. */
export type PendingWrites = {
  chat: { title: string } | null;
  fromLeafId: string | null;
  /** What the chat is to remember; null: nothing new. */
  variables: ChatRecord["variables"] | null;
  messages: MessageDoc[];
  /** Files that waited for the message. */
  files?: string[];
  resume: { fromRunId: string | null; set: Pick<MessageDoc, "model" | "configId" | "request"> } | null;
};
export type RunDoc = Omit<Doc<RunRecord>, keyof Made> &
  Made & {
    /** Unique: the chat's id while the run is active, which makes the run the chat's lock; afterwards the run's own. */
    slot: string;
    /** Who wrote which part of the log: events with `seq > after`, up to where the next holder began. */
    holders: { lease: string; after: number }[];
    opening: PendingWrites | null;
    /** When the log may be dropped: {@link NEVER} while the run is active, 0 once it is gone. */
    purgeAt: number;
  };
/** `_id` is `runId:seq:lease` with a padded `seq`: the log is read as one range of ids. */
export type RunEventDoc = RunEventRecord & { _id: string; lease: string };

/** `_id` is `ownerId:seq` with a padded `seq`. */
export type FeedEventDoc = FeedEvent & { _id: string; ownerId: string; projectId: string | null };
/** Where an owner's log ended when it was last pruned. */
export type FeedHeadDoc = { _id: string; seq: number };
export type ShareDoc = Doc<ShareRecord> & Made & { tokenHash: string };
/** One row per finished run (`_id`), so that it counts once however often it is told; `key`: quarter hour, project and model. */
export type UsageDoc = {
  _id: string;
  ownerId: string;
  projectId: string;
  day: string;
  key: string;
  promptTokens: number;
  completionTokens: number;
};
/** `slot`: one of the numbered places of its person. */
export type SavedPromptDoc = Doc<SavedPromptRecord> & { slot: number };
/** What is searched of a message (`_id`), as `searchIndexText` gives it; apart, so that pages of a chat stay small. */
export type SearchTextDoc = Made & {
  _id: string;
  ownerId: string;
  projectId: string;
  chatId: string;
  /** Twice the time at which the message was made, and one more for a reply: it comes after its question. */
  at: number;
  text: string;
};

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
export type AccountDoc = { _id: ObjectId; userId: ObjectId; provider: string; providerAccountId: string };
