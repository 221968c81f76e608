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
