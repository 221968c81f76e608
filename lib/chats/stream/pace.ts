import { perProcess } from "@/lib/platform";

/** Replies that are watched in a process at once and are still few: each piece of text goes out as it comes. */
const FEW = 64;
/** Beyond them a reply's text goes out so often. Milliseconds. */
const PACE_MS = 100;

type Paced = { flush(): void };
type Pace = { watched: number; waiting: Set<Paced>; timer: NodeJS.Timeout | null };

const pace = () => perProcess<Pace>("pace", () => ({ watched: 0, waiting: new Set(), timer: null }));

/** One more, or one less, is watched. */
export function countWatched(change: 1 | -1): void {
  pace().watched += change;
}

/**
 * Whether text of a reply whose text last went out at `toldAt` (by `performance.now()`) waits for more, or for the next beat:
 * a write costs by the write, and of many replies their number is what a server can bear. The first text never waits.
 */
export function waits(reply: Paced, toldAt: number): boolean {
  const state = pace();
  if (state.watched <= FEW || performance.now() - toldAt >= PACE_MS) return false;
  state.waiting.add(reply);
  state.timer ??= setTimeout(beat, PACE_MS);
  return true;
}

/** What waited has gone out. */
export const waitsNoMore = (reply: Paced): boolean => pace().waiting.delete(reply);

function beat(): void {
  const state = pace();
  state.timer = null;
  const due = [...state.waiting];
  state.waiting.clear();
  for (const reply of due) reply.flush();
}
