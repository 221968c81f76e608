/** Who in this process waits for news of a user. On globalThis, for modules are instantiated more than once. */
const KEY = Symbol.for("chatbot-platform.feed");
type Holder = { [KEY]?: Map<string, Set<() => void>> };

function waiting(): Map<string, Set<() => void>> {
  const holder = globalThis as Holder;
  holder[KEY] ??= new Map();
  return holder[KEY];
}

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
