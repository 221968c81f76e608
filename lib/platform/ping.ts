import { perProcess } from "./per-process";

/** Milliseconds between comments that keep proxies from closing a silent event stream. */
const PING_MS = 10_000;

/** The comment itself, as bytes of an event stream. */
export const PING = Buffer.from(": ping\n\n");

type Pings = { listeners: Set<() => void>; timer: NodeJS.Timeout | null };

/** Calls `ping` every ten seconds; one timer for all streams of the process. @returns the function that ends it. */
export function onPing(ping: () => void): () => void {
  const pings = perProcess<Pings>("pings", () => ({ listeners: new Set(), timer: null }));
  pings.listeners.add(ping);
  pings.timer ??= setInterval(() => {
    for (const listener of pings.listeners) listener();
  }, PING_MS);
  return () => {
    pings.listeners.delete(ping);
    if (pings.listeners.size > 0 || !pings.timer) return;
    clearInterval(pings.timer);
    pings.timer = null;
  };
}
