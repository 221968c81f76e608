import { after } from "next/server";

/**
 * Keeps the process (or the function, where there is no process) until the promise settles, also after the response
 * is gone and after SIGTERM. Outside of a request there is nothing to hold.
 */
export function keepAlive(work: Promise<unknown>): void {
  const settled = work.catch(() => {});
  try {
    after(settled);
  } catch {
    // Called by a sweep or a test, not by a request.
  }
}
