import { perProcess } from "@/lib/platform";
import type { Store } from "./types";

/** How long the store's answer is counted on from before it is asked again, behind whoever wants to know. Milliseconds. */
const FRESH_MS = 60_000;

/** A reading of the store's clock: what it said (epoch ms) and when that was, by this process's own clock, which nobody sets. */
type Reading = { said: number; at: number };

const readings = () =>
  perProcess("store-time", () => new WeakMap<Store, { reading: Promise<Reading>; askedAt: number }>());

const heard = () => perProcess<{ reading: Reading | null }>("store-time-heard", () => ({ reading: null }));

async function ask(store: Store): Promise<Reading> {
  const begun = performance.now();
  const said = await store.clock();
  const reading = { said, at: (begun + performance.now()) / 2 };
  heard().reading = reading;
  return reading;
}

/**
 * The store's time (epoch ms) without a way to it each time: for what several processes hold and take over, which
 * a machine whose clock is off must neither lose nor keep. @throws `store_unavailable` when it was never said
 */
export async function storeTime(store: Store): Promise<number> {
  const known = readings().get(store);
  if (!known) {
    const reading = ask(store);
    readings().set(store, { reading, askedAt: performance.now() });
    reading.catch(() => readings().delete(store));
    return now(await reading);
  }
  if (performance.now() - known.askedAt > FRESH_MS) {
    known.askedAt = performance.now();
    ask(store).then(
      (reading) => {
        known.reading = Promise.resolve(reading);
      },
      () => {},
    );
  }
  return now(await known.reading);
}

/** The same for whoever can't wait: as it was last heard, and the machine's own time until then. */
export function heardTime(): number {
  const { reading } = heard();
  return reading ? now(reading) : Date.now();
}

const now = ({ said, at }: Reading) => Math.round(said + performance.now() - at);
