import { perProcess } from "@/lib/platform";

/** Who in this process waits for news of a user. */
const waiting = () => perProcess("feed", () => new Map<string, Set<() => void>>());

export function wake(ownerId: string): void {
  for (const listener of [...(waiting().get(ownerId) ?? [])]) listener();
}

/** @returns the function that ends it. */
export function onWake(ownerId: string, listener: () => void): () => void {
  const all = waiting();
  const listeners = all.get(ownerId) ?? new Set();
  all.set(ownerId, listeners.add(listener));
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) all.delete(ownerId);
  };
}
