/** Runs as the store tests make, write and read them. */
import type { RunFlush, Scope, Store } from "@/lib/store/types";
import { aProject, aScope, LEASE_MS, type Turn } from "./factories";

export const events = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ seq: from + i, data: `[${from + i}]` }));

export const aScopeAndProject = async (store: Store) => {
  const scope = await aScope(store);
  return { scope, projectId: (await aProject(store, scope)).id };
};
export const flush = ({ runId, lease }: Turn, rest: Partial<RunFlush> = {}): RunFlush => ({
  runId,
  lease,
  leaseUntil: Date.now() + LEASE_MS,
  events: [],
  ...rest,
});
export const seqsOf = async (store: Store, scope: Scope, runId: string, after = 0, limit = 1_000) =>
  (await store.runs.tail(scope, runId, after, limit))?.events.map(({ seq }) => seq);
