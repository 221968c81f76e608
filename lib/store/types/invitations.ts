import type { ProjectRole } from "@/lib/schemas";
import type { Scope } from "./scope";

/** A link that makes whoever opens it first a member. Only its secret's hash is stored. */
export type InvitationRecord = {
  id: string;
  projectId: string;
  /** Only for the account with this e-mail (lower case); null: for whoever has the link. */
  email: string | null;
  role: ProjectRole;
  invitedBy: string;
  createdAt: number;
  expiresAt: number;
  /** Who took it, and when; null while it is open. */
  acceptedBy: string | null;
  acceptedAt: number | null;
};

export interface InvitationStore {
  /** Null when the project is not there. @throws `limit_reached` at `limit` open ones */
  create(
    scope: Scope,
    projectId: string,
    input: { email: string | null; role: ProjectRole; tokenHash: string; expiresAt: number },
    limit: number,
  ): Promise<InvitationRecord | null>;
  /** Those that can still be accepted at `now`, newest first. */
  list(scope: Scope, projectId: string, now: number): Promise<InvitationRecord[]>;
  /** The link stops working at once. */
  remove(scope: Scope, projectId: string, id: string): Promise<boolean>;
  /** The secret is the credential. Null when it is no more, has expired at `now`, or the project is gone. */
  findByToken(tokenHash: string, now: number): Promise<(InvitationRecord & { ownerId: string }) | null>;
  /** Compare-and-set: of several who open the link one gets true, and gets it again. */
  accept(id: string, userId: string, now: number): Promise<boolean>;
}
