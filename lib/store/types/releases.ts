import type { Role, Settings } from "@/lib/schemas";
import type { Page, PageRequest, Scope } from "./scope";

export type ReleaseFile = {
  id: string;
  filename: string;
  mediaType: string;
  sha256: string;
  segmentId: string | null;
};

/** What a project said, was set to and knew at one moment. Never changed. */
export type ReleaseRecord = {
  ownerId: string;
  projectId: string;
  /** Counts up from 1 in its project. */
  number: number;
  note: string;
  authorId: string;
  configId: string;
  /** Of what the config leaves out. */
  fingerprint: string;
  prompts: { role: Role; content: string }[];
  settings: Settings;
  files: ReleaseFile[];
  createdAt: number;
};

/** One entry of the log; the newest says what is live. */
export type PublicationRecord = {
  ownerId: string;
  projectId: string;
  /** Counts up from 1 without gaps. */
  seq: number;
  kind: "publish" | "rollback" | "unpublish";
  release: number | null;
  previous: number | null;
  authorId: string;
  /** Why it went live although its gate said no. */
  reason: string | null;
  /** The run that the gate was judged by. */
  runId: string | null;
  createdAt: number;
};

export interface ReleaseStore {
  /** Takes the next number; racing calls get different ones. Null when the project is not there. @throws `limit_reached` */
  create(
    scope: Scope,
    release: Omit<ReleaseRecord, "ownerId" | "number" | "createdAt">,
    limit: number,
  ): Promise<ReleaseRecord | null>;
  get(scope: Scope, projectId: string, number: number): Promise<ReleaseRecord | null>;
  /** Highest number first. */
  list(scope: Scope, projectId: string, page: PageRequest): Promise<Page<ReleaseRecord>>;
  /** The newest entry of the log; null: nothing was ever published, or there is no such project. */
  current(scope: Scope, projectId: string): Promise<PublicationRecord | null>;
  /** What is live, by project; those where nothing is are left out. */
  live(scope: Scope, projectIds: string[]): Promise<Map<string, number>>;
  /**
   * Appends to the log, which is what moves the pointer: compare-and-set on `seq`, one more than the entry that was seen.
   * `stale`: somebody else was faster.
   */
  publish(
    scope: Scope,
    publication: Omit<PublicationRecord, "ownerId" | "createdAt">,
  ): Promise<PublicationRecord | "stale" | "missing">;
  /** How each of these releases went live for the first time; those that never did are left out. */
  published(scope: Scope, projectId: string, numbers: number[]): Promise<PublicationRecord[]>;
  /** Newest first. */
  publications(scope: Scope, projectId: string, page: PageRequest): Promise<Page<PublicationRecord>>;
}
