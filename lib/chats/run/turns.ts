import { perProcess } from "@/lib/platform";

type Turns = { waiting: (() => void)[]; busy: boolean };

/**
 * Lets one reply begin in each turn of the event loop. Of two hundred that come at once the first then has its text
 * while the others still begin; all in one turn, each would wait for all.
 */
export function nextTurn(): Promise<void> {
  const turns = perProcess<Turns>("turns", () => ({ waiting: [], busy: false }));
  if (turns.busy) return new Promise((resolve) => turns.waiting.push(resolve));
  turns.busy = true;
  setImmediate(goOn, turns);
  return Promise.resolve();
}

function goOn(turns: Turns): void {
  const next = turns.waiting.shift();
  if (!next) {
    turns.busy = false;
    return;
  }
  setImmediate(goOn, turns);
  next();
}
