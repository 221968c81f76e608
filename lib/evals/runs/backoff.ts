import { busyFor, providerOf } from "@/lib/ai";
import { perProcess } from "@/lib/platform";

/** How often a busy provider is asked again before its refusal is the answer, and how long at most it is left alone. */
const ATTEMPTS = 5;
const FIRST_MS = 1_000;
const MOST_MS = 60_000;

/** So often in a row without one answer: then nothing waits any more, and refusals are what the answers are. */
const HOPELESS = 12;
const FORGET_MS = 10 * 60_000;

type Rest = { until: number; refusals: number };
const rests = () => perProcess("evals-rests", () => new Map<string, Rest>());

/**
 * Calls a provider that may say that it is busy: then everything that tests ask over the same connection waits, twice as long
 * after each refusal and at least as long as the provider wants, and the call is made again. People's own chats never wait for it.
 * @throws what the call throws once it was refused five times; the signal's reason
 */
export async function withBackoff<T>(model: string, call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const connection = await providerOf(model);
  for (let attempt = 1; ; attempt++) {
    await rested(connection, signal);
    try {
      const result = await call();
      rests().delete(connection);
      return result;
    } catch (error) {
      const wanted = signal.aborted ? null : busyFor(error);
      if (wanted === null || attempt === ATTEMPTS || !tire(connection, wanted)) throw error;
    }
  }
}

/** False: it has said no for too long. */
function tire(connection: string, wanted: number): boolean {
  const now = Date.now();
  const before = rests().get(connection);
  const known = before && before.until > now - FORGET_MS ? before : { until: 0, refusals: 0 };
  const refusals = known.refusals + 1;
  if (refusals > HOPELESS) {
    rests().set(connection, { until: now, refusals });
    return false;
  }
  const grown = Math.min(MOST_MS, FIRST_MS * 2 ** (refusals - 1));
  // A little apart, so that what waited together does not come back together.
  const pause = Math.min(MOST_MS, Math.max(wanted, grown * (0.75 + Math.random() / 2)));
  rests().set(connection, { until: Math.max(known.until, now + pause), refusals });
  return true;
}

async function rested(connection: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const left = (rests().get(connection)?.until ?? 0) - Date.now();
    if (left <= 0) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, left);
      signal.addEventListener("abort", done, { once: true });
    });
  }
}
