import type { Page, PageRequest } from "./scope";

/** Who may make an account. */
export type SignUpSettings = {
  signUp: "open" | "invited" | "closed";
  /** Lower case; empty: any. */
  domains: string[];
};

/** What a person may use: tokens, US dollars; by day and by month of UTC. What is absent has no limit. */
export type Quota = {
  tokensPerDay?: number | undefined;
  tokensPerMonth?: number | undefined;
  usdPerDay?: number | undefined;
  usdPerMonth?: number | undefined;
};

/** What is set for everybody. */
export type InstallationSettings = SignUpSettings & {
  /** Shown in the place of the product's name. */
  name: string | null;
  /** Names the picture kept as the state `logo`; another one has another name. */
  logo: string | null;
  /** Of everybody who has none of their own. */
  quotas: Quota;
  /** When `quotas` was set. Epoch ms. */
  quotasAt: number;
  /** Of new projects; null: the server's. */
  defaultModel: string | null;
  /** Makes the vectors for the search in files; null: the server's, if any. */
  embeddingModel: string | null;
  /** Chats without a message for so many days are deleted; null: never. */
  retentionDays: number | null;
  /** Administrators do nothing as such without two-step sign-in. */
  adminSecondFactor: boolean;
};

/** What the installation remembers, each under its name. */
export type InstallationState = {
  /** `data` is base64. */
  logo: { type: string; data: string };
  /** What the first administrator has gone through or skipped. */
  "first-steps": { done: string[] };
  /** Of the code that the first account needs. SHA-256, hex. */
  "set-up-code": { hash: string };
  "last-backup": { at: number; bytes: number };
  "last-retention": { at: number; chats: number };
};

/** Who did what to whom, when, from where. */
export type AuditRecord = {
  id: string;
  at: number;
  /** Null: nobody who signed in, such as the operator's command. */
  actorId: string | null;
  action: string;
  targetId: string | null;
  detail: Record<string, string | boolean>;
  address: string | null;
};

export type AuditFilter = {
  action?: string | undefined;
  actorId?: string | undefined;
  targetId?: string | undefined;
  /** Epoch ms; `from` is included, `to` is not. */
  from?: number | undefined;
  to?: number | undefined;
};

/** How often a kind of failure has occurred in one day (UTC). */
export type FaultCount = { code: string; count: number; lastAt: number };

/** Replies being generated; files that wait to be read or are; tests that run; files that could not be read. */
export type InstallationWork = {
  replies: number;
  filesWaiting: number;
  filesReading: number;
  filesFailed: number;
  tests: number;
};

/** What belongs to the installation and to no one person. For administrators. */
export interface InstallationStore {
  /** What was set; nothing at first. */
  settings(): Promise<Partial<InstallationSettings>>;
  /** Changes what is named and nothing else, whoever changes other things at the same time. */
  putSettings(patch: Partial<InstallationSettings>): Promise<void>;
  state<K extends keyof InstallationState>(name: K): Promise<InstallationState[K] | null>;
  /** Null forgets it. */
  putState<K extends keyof InstallationState>(name: K, value: InstallationState[K] | null): Promise<void>;
  /** Keeps what is there: of several at once one writes, and all read the same. */
  initState<K extends keyof InstallationState>(
    name: K,
    value: InstallationState[K],
  ): Promise<InstallationState[K]>;
  /** Whether `owner` holds the lease of that name until `until`: it was free, ran out before `now`, or was theirs. */
  takeLease(name: string, owner: string, until: number, now: number): Promise<boolean>;
  addAudit(record: Omit<AuditRecord, "id">): Promise<void>;
  /** Newest first. Rows are never changed; the sweep drops those older than a year. */
  listAudit(page: PageRequest & AuditFilter): Promise<Page<AuditRecord>>;
  /** Adds to the counts of a day (`2026-11-30`). The sweep drops those older than a week. */
  addFaults(day: string, counts: Record<string, number>, at: number): Promise<void>;
  /** What is kept, in bytes: rows with their indexes, and files. */
  size(): Promise<{ database: number; files: number }>;
  /** What is under way and waits. */
  work(): Promise<InstallationWork>;
  /** By code. */
  faults(day: string): Promise<FaultCount[]>;
}
