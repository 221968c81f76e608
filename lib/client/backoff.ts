/** Wait before attempt `n` (from 0), in ms: doubles from 400 to 15,000, between half and the whole of it. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(15_000, 400 * 2 ** Math.min(attempt, 10));
  return ceiling / 2 + random() * (ceiling / 2);
}

/** Resolves after `ms`, or as soon as the connection returns or the person looks again. @throws the signal's reason. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const done = () => {
      clean();
      resolve();
    };
    const visible = () => {
      if (!document.hidden) done();
    };
    const aborted = () => {
      clean();
      reject(signal.reason);
    };
    const offline = typeof navigator !== "undefined" && navigator.onLine === false;
    const timer = setTimeout(done, offline ? Math.max(ms, 5_000) : ms);
    const clean = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", aborted);
      if (typeof window === "undefined") return;
      window.removeEventListener("online", done);
      document.removeEventListener("visibilitychange", visible);
    };
    signal.addEventListener("abort", aborted, { once: true });
    if (typeof window === "undefined") return;
    window.addEventListener("online", done);
    document.addEventListener("visibilitychange", visible);
  });
}
