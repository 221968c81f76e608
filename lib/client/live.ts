import type { LiveEvent } from "@/lib/schemas";

export type { LiveEvent };

type Listener = (event: LiveEvent) => void;
const listeners = new Set<Listener>();

/** Tells every part of this page at once, for instance after the first send of a chat. */
export function publish(event: LiveEvent): void {
  for (const listener of [...listeners]) listener(event);
}

/** @returns the function that ends the subscription. */
export function subscribe(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
