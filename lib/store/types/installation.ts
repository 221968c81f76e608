import type { Page, PageRequest } from "./scope";

/** Who may make an account. */
export type SignUpSettings = {
  signUp: "open" | "invited" | "closed";
  /** Lower case; empty: any. */
  domains: string[];
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

/** What belongs to the installation and to no one person. For administrators. */
export interface InstallationStore {
  /** Null until something was set. */
  settings(): Promise<SignUpSettings | null>;
  putSettings(settings: SignUpSettings): Promise<void>;
  addAudit(record: Omit<AuditRecord, "id">): Promise<void>;
  /** Newest first. Rows are never changed; the sweep drops those older than a year. */
  listAudit(page: PageRequest): Promise<Page<AuditRecord>>;
}
