import { setTimeout as delay } from "node:timers/promises";

/** Asks until there is an answer other than null, undefined or false. @throws Error at the deadline */
export async function eventually<T>(
  ask: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  deadlineMs = 20_000,
): Promise<T> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`Nothing came of it within ${deadlineMs} ms`);
    await delay(20);
  }
}
