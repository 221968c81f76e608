import { log } from "@/lib/log";
import { perProcess } from "@/lib/platform";
import { getStore } from "@/lib/store";
import { isoDay } from "@/lib/time";

const FLUSH_MS = 5_000;
/** Kinds that are told apart between two writes. */
const CODES_MAX = 100;

type Noted = { counts: Record<string, number>; timer: NodeJS.Timeout | null };
const noted = () => perProcess<Noted>("faults", () => ({ counts: {}, timer: null }));

/** Counts a failure of the server or of a provider among those of the day; it is written a few seconds later. */
export function noteFault(code: string): void {
  const state = noted();
  if (!(code in state.counts) && Object.keys(state.counts).length >= CODES_MAX) return;
  state.counts[code] = (state.counts[code] ?? 0) + 1;
  state.timer ??= setTimeout(() => void flushFaults(), FLUSH_MS).unref();
}

/** Writes what was noted. What can't be written is counted in the operator's log alone. */
export async function flushFaults(now: number = Date.now()): Promise<void> {
  const state = noted();
  const { counts } = state;
  if (state.timer) clearTimeout(state.timer);
  state.timer = null;
  state.counts = {};
  if (Object.keys(counts).length === 0) return;
  try {
    await (await getStore()).installation.addFaults(isoDay(now), counts, now);
  } catch (err) {
    log().warn({ err, counts }, "failures could not be counted");
  }
}
