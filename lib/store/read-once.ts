import { AsyncLocalStorage } from "node:async_hooks";
import { perProcess } from "@/lib/platform";

/*
 * While a reply's request is built, one rule after the other asks for the same project, chat and files. Within
 * `readOnce` each is read once, and may be asked for ahead, so that what is independent goes over the wire together.
 */

type Reads = { known: Map<string, Promise<unknown>>; over: boolean };

const storage = () => perProcess("reads", () => new AsyncLocalStorage<Reads>());

/** Within `work`, and no longer, reads that say so are made once. What is written meanwhile is not seen by them. */
export async function readOnce<T>(work: () => Promise<T>): Promise<T> {
  const reads: Reads = { known: new Map(), over: false };
  try {
    return await storage().run(reads, work);
  } finally {
    reads.over = true;
    reads.known.clear();
  }
}

function current(): Map<string, Promise<unknown>> | null {
  const reads = storage().getStore();
  return reads && !reads.over ? reads.known : null;
}

/** The read under this key, made now unless it was made before. */
export function once<T>(key: string, read: () => Promise<T>): Promise<T> {
  const known = current();
  if (!known) return read();
  const before = known.get(key);
  if (before) return before as Promise<T>;
  const made = read();
  made.catch(() => known.delete(key));
  known.set(key, made);
  return made;
}

/** What was read under this key; null when nothing was. */
export async function knownRead<T>(key: string): Promise<T | null> {
  const before = current()?.get(key);
  return before ? ((await before) as T) : null;
}

export const readsOnce = () => current() !== null;

/** From here on everything is read anew. */
export function forgetReads(): void {
  current()?.clear();
}

/** The same methods; those named are read once, by their arguments. */
export function remembered<T extends object>(name: string, methods: T, reads: (keyof T)[]): T {
  const entries = Object.entries(methods).map(([method, value]) => [
    method,
    reads.includes(method as keyof T)
      ? (...args: unknown[]) =>
          once(`${name}.${method}:${JSON.stringify(args)}`, () => value.apply(methods, args))
      : value,
  ]);
  return Object.fromEntries(entries) as T;
}
