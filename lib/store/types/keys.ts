import type { KeyScope } from "@/lib/schemas";
import type { Page, PageRequest, Scope } from "./scope";

export type KeyCaps = {
  budget: { tokensPerDay?: number; tokensPerMonth?: number; usdPerDay?: number; usdPerMonth?: number };
  limits: { requestsPerMinute?: number; tokensPerMinute?: number; concurrent?: number };
};

export type KeyRecord = KeyCaps & {
  id: string;
  /** Who made it and for whom it acts. */
  ownerId: string;
  /** Null: all of the owner's projects. */
  projectId: string | null;
  name: string;
  scopes: KeyScope[];
  prefix: string;
  last4: string;
  origins: string[];
  expiresAt: number | null;
  createdAt: number;
  lastUsedAt: number | null;
};

/** What is kept of a secret: its hash (hex SHA-256) and enough to tell it apart. */
export type KeySecret = { hash: string; prefix: string; last4: string };

/** What one request wants of a key. `tokens` and `microUsd` are the most that it can take. */
export type KeyWish = {
  /** Names the reservation; null: only a request is counted. */
  holdId: string | null;
  tokens: number;
  microUsd: number;
  /** Whose limits per minute count: the `user` of a request, hashed; `-` without one. */
  user: string;
  /** Until when the reservation stands without {@link KeyStore.renew}. Epoch ms. */
  holdUntil: number;
};

/** How one limit per minute stands after a request. */
export type KeyWindow = { limit: number; remaining: number; resetMs: number };
export type KeyAllowance = { requests: KeyWindow | null; tokens: KeyWindow | null };

export type KeyRefusal = {
  /** `budget`: spent until tomorrow or the next month. */
  reason: "requests" | "tokens" | "concurrent" | "budget";
  /** Which of them is spent; `unpriced`: one in dollars, of a model without a price. */
  budget?: "tokensPerDay" | "tokensPerMonth" | "usdPerDay" | "usdPerMonth" | "unpriced";
  /** It is the person's quota, and not their key's. */
  person?: true;
  limit: number;
  used: number;
  wanted: number;
  /** When there may be room again. Milliseconds. */
  waitMs: number;
};
export type KeyDecision =
  | {
      ok: true;
      allowance: KeyAllowance /** Tokens that were reserved; at most what was wished. */;
      tokens: number;
    }
  | { ok: false; allowance: KeyAllowance; refusal: KeyRefusal };

/** What a key has used of its budgets; tokens reserved for answers under way count. */
export type KeySpending = { tokensToday: number; tokensThisMonth: number; usdThisMonth: number };

/** Sums of one key, day (UTC), project and model. */
export type KeyUsageRecord = {
  keyId: string;
  /** As it was called then. */
  keyName: string;
  day: string;
  projectId: string;
  model: string;
  replies: number;
  promptTokens: number;
  completionTokens: number;
};

/** Keys of programs. A secret is found by its prefix and told by its hash, which is compared outside the database. */
export interface KeyStore {
  /** Null when `projectId` is given and neither theirs nor shared with them. @throws `limit_reached` when the owner has `limit` keys; racing calls never exceed it. */
  create(
    scope: Scope,
    input: Pick<KeyRecord, "projectId" | "name" | "scopes" | "origins" | "budget" | "limits" | "expiresAt">,
    secret: KeySecret,
    limit: number,
  ): Promise<KeyRecord | null>;
  get(scope: Scope, id: string): Promise<KeyRecord | null>;
  /** Newest first. */
  list(scope: Scope, page: PageRequest & { projectId?: string | undefined }): Promise<Page<KeyRecord>>;
  update(
    scope: Scope,
    id: string,
    patch: Partial<Pick<KeyRecord, "name" | "scopes" | "origins" | "budget" | "limits" | "expiresAt">>,
  ): Promise<KeyRecord | null>;
  /** Another secret; the one before goes on working until `oldUntil` (epoch ms), any older one ends. */
  rotate(scope: Scope, id: string, secret: KeySecret, oldUntil: number): Promise<KeyRecord | null>;
  /** Revokes: the secret finds nothing any more. */
  remove(scope: Scope, id: string): Promise<boolean>;
  /**
   * For `lib/auth`: keys that have not expired at `now`, with a secret of this prefix that still works, of owners and
   * projects that are there.
   */
  withPrefix(prefix: string, now: number): Promise<{ key: KeyRecord; secret: KeySecret }[]>;
  /** For `lib/auth`: a key that has not expired at `now`, of an owner and a project that are there. */
  find(id: string, now: number): Promise<KeyRecord | null>;
  /** For answers to preflights, which carry no credential: whether some key that has not expired names the origin. */
  hasOrigin(origin: string, now: number): Promise<boolean>;
  /** Raises `lastUsedAt`. */
  touch(id: string, at: number): Promise<void>;

  /**
   * Decides on a request and reserves what it may take in one atomic step, however many ask, in however many
   * processes. What a process that died had reserved counts as used once its reservation has run out.
   */
  reserve(id: string, caps: KeyCaps, wish: KeyWish, now: number): Promise<KeyDecision>;
  /** Prolongs a reservation. */
  renew(id: string, holdId: string, holdUntil: number): Promise<void>;
  /** Puts what was used in the place of what was reserved. Once: another call for the same hold does nothing. */
  charge(id: string, holdId: string, used: { tokens: number; microUsd: number }, now: number): Promise<void>;
  spending(scope: Scope, id: string, now: number): Promise<KeySpending | null>;
  /** Adds one answer to the key's sums; they outlive the key. */
  addUsage(ownerId: string, usage: Omit<KeyUsageRecord, "replies">): Promise<void>;
  /** Days from `from` to `to`, both included. */
  usage(
    scope: Scope,
    range: { from: string; to: string; projectId?: string | undefined },
  ): Promise<KeyUsageRecord[]>;
}
