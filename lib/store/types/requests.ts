import type { Scope } from "./scope";

export type IdempotencyRecord = {
  key: string;
  bodyHash: string;
  runId: string;
  chatId: string;
  messageId: string;
  createdAt: number;
};

export interface IdempotencyStore {
  /** Insert on a unique key; an expired row is replaced. Returns the row that stands, `mine` telling whose it is. */
  claim(
    scope: Scope,
    record: IdempotencyRecord,
    now: number,
    ttlMs: number,
  ): Promise<{ mine: boolean; record: IdempotencyRecord }>;
  /** Gives a claim back when the request was refused before anything was stored. */
  release(scope: Scope, key: string, runId: string): Promise<void>;
}

export interface RateLimitStore {
  /** Adds one hit to a fixed window, atomically. `resetAt` is when the window ends. */
  hit(key: string, windowMs: number, now: number): Promise<{ count: number; resetAt: number }>;
}
