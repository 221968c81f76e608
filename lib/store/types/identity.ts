import type { Quota } from "./installation";
import type { Page, PageRequest } from "./scope";

export type UserRecord = {
  id: string;
  /** Trimmed, lower-cased, unique. */
  email: string;
  name: string;
  image: string | null;
  /** Rises with every password change; tokens and sessions carry the one they were made under. */
  ver: number;
  hasPassword: boolean;
  /** Whether the present address was shown to be theirs. */
  emailVerified: boolean;
  /** May not sign in before it is: the account was made under a rule about addresses. */
  awaitsVerification: boolean;
  /** Administers the installation. The first account does. */
  admin: boolean;
  /** May not sign in; sessions and keys find nothing. */
  disabled: boolean;
  /** Null: the installation's. */
  quota: Quota | null;
  /** When `quota` was set; 0: never. Epoch ms. */
  quotaAt: number;
  createdAt: number;
  updatedAt: number;
};
/** A change of what an account may do. */
export type UserAccess = {
  admin?: boolean | undefined;
  disabled?: boolean | undefined;
  quota?: Quota | null | undefined;
};
export type Credentials = { user: UserRecord; passwordHash: string | null };

/** `second-step`: signed in elsewhere and still to give a code; opens nothing else. */
export type SessionKind = "token" | "browser" | "second-step";

export type SessionRecord = {
  id: string;
  userId: string;
  kind: SessionKind;
  ver: number;
  userAgent: string;
  createdAt: number;
  lastSeenAt: number;
  expiresAt: number;
};

/** A provider's account that opens somebody's. */
export type LinkRecord = { id: string; provider: string };

export interface UserStore {
  /** @throws `user_exists`; of two racing calls with one e-mail exactly one succeeds. */
  create(input: {
    email: string;
    name: string;
    passwordHash: string | null;
    image?: string | null;
    awaitsVerification?: boolean;
  }): Promise<UserRecord>;
  get(id: string): Promise<UserRecord | null>;
  credentialsByEmail(email: string): Promise<Credentials | null>;
  credentialsById(id: string): Promise<Credentials | null>;
  /**
   * A new password hash raises `ver` in the same write. Another e-mail is not verified, and links that set a password, which
   * were sent to the one before, go. @throws `user_exists` when the e-mail is taken.
   */
  update(
    id: string,
    patch: { name?: string; email?: string; passwordHash?: string },
  ): Promise<UserRecord | null>;
  /** The address was shown to be theirs. False when they have another one by now. */
  verifyEmail(id: string, email: string, now: number): Promise<boolean>;
  /** All accounts, newest first; `q` is looked for in name and e-mail, whatever its case. For administrators. */
  list(page: PageRequest & { q?: string | undefined }): Promise<Page<UserRecord>>;
  /** Null when there is no such user. @throws `limit_reached` when nobody who may sign in would administer any more */
  setAccess(id: string, access: UserAccess): Promise<UserRecord | null>;
  /** Remembers the hash of a secret that sets a new password; of one user's at most `max` stand, the oldest go. */
  addReset(userId: string, reset: { tokenHash: string; expiresAt: number }, max: number): Promise<void>;
  /** Uses one up, once, and with it the user's others. Whose it was; null when unknown or expired at `now`. */
  takeReset(tokenHash: string, now: number): Promise<string | null>;
  /** Accounts of providers that open this one, oldest first. */
  links(id: string): Promise<LinkRecord[]>;
  /**
   * Null when it is none of theirs. @throws `limit_reached` when neither a password nor an account of a `usable` provider
   * would be left; racing calls leave one
   */
  unlink(id: string, linkId: string, usable: readonly string[]): Promise<LinkRecord | null>;
  /** When nobody administers, the oldest account does: whoever signed up while the last one left. */
  ensureAdmin(): Promise<void>;
  /** Removes the user and everything that is theirs: sessions, linked accounts, projects and all below, counters. */
  remove(id: string): Promise<boolean>;
}

export interface SessionStore {
  create(input: Omit<SessionRecord, "id" | "lastSeenAt"> & { id?: string }): Promise<SessionRecord>;
  /** The session with its user, or null when revoked, expired at `now`, or made under another `ver`. */
  find(
    id: string,
    now: number,
    userId?: string,
  ): Promise<{ session: SessionRecord; user: UserRecord } | null>;
  list(userId: string, now: number): Promise<SessionRecord[]>;
  /** Raises `lastSeenAt`; a browser session may be prolonged as well. */
  touch(id: string, lastSeenAt: number, expiresAt?: number): Promise<void>;
  revoke(userId: string, id: string): Promise<boolean>;
  revokeAll(userId: string, except?: string): Promise<number>;
}
