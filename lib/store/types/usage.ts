import type { Scope } from "./scope";

/** Sums of one day (`2026-11-23`), project and model. They outlive the chats they came from. */
export type UsageRecord = {
  day: string;
  projectId: string;
  model: string;
  replies: number;
  promptTokens: number;
  completionTokens: number;
};

export type UsageEntry = {
  id: string;
  projectId: string;
  model: string;
  keyId: string;
  promptTokens: number;
  completionTokens: number;
};

/** Whose or what a sum is of. */
export type UsageBy = "person" | "project" | "model";
/** A sum of everybody's replies: `key` is a person's, a project's or a model's id. */
export type UsageSum = {
  key: string;
  model: string;
  replies: number;
  promptTokens: number;
  completionTokens: number;
};

export type UsageLabel = { name: string; email?: string };

export interface UsageStore {
  /**
   * Days from `from` to `to`, both included, oldest first. A run adds to the sums once, when it finishes
   * (see `RunFlush.finish.usage`), on the day it finished. `offset`: minutes that the days are ahead of UTC's (0), a
   * multiple of 15.
   */
  list(
    scope: Scope,
    range: { from: string; to: string; projectId?: string | undefined; offset?: number | undefined },
  ): Promise<UsageRecord[]>;
  /** For administrators: everybody's, by one thing and model; days of UTC, both included. */
  sums(by: UsageBy, range: { from: string; to: string }): Promise<UsageSum[]>;
  /** For administrators: how people or projects are called; those that are gone are missing. */
  labels(by: "person" | "project", ids: string[]): Promise<Map<string, UsageLabel>>;
  /** Adds what was generated without a run; once per `id`. */
  add(scope: Scope, entry: UsageEntry, now: number): Promise<void>;
}
