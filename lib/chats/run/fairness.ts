import { perProcess } from "@/lib/platform";

type Queue = { waiting: (() => void)[]; busy: boolean };

/**
 * Lets one reply begin in each round of the event loop. Of two hundred that come at once the first then has its text
 * while the others still begin; all in one round, each would wait for all.
 */
export function fairStart(): Promise<void> {
  const queue = perProcess<Queue>("run-starts", () => ({ waiting: [], busy: false }));
  if (queue.busy) return new Promise((resolve) => queue.waiting.push(resolve));
  queue.busy = true;
  setImmediate(goOn, queue);
  return Promise.resolve();
}

function goOn(queue: Queue): void {
  const next = queue.waiting.shift();
  if (!next) {
    queue.busy = false;
    return;
  }
  setImmediate(goOn, queue);
  next();
}
