import { perProcess } from "@/lib/platform";
import type { Store } from "./types";

/** How long the store's answer is counted on from before it is asked again, behind whoever wants to know. Milliseconds. */
const FRESH_MS = 60_000;

/** What the store said (epoch ms) and when that was, by this process's own clock, which nobody sets. */
type Look = { said: number; at: number };

const looks = () =>
  perProcess("store-time", () => new WeakMap<Store, { look: Promise<Look>; askedAt: number }>());

const heard = () => perProcess<{ look: Look | null }>("store-time-heard", () => ({ look: null }));

async function ask(store: Store): Promise<Look> {
  const begun = performance.now();
  const said = await store.clock();
  const look = { said, at: (begun + performance.now()) / 2 };
  heard().look = look;
  return look;
}

/**
 * The store's time (epoch ms) without a way to it each time: for what several processes hold and take over, which
 * a machine whose clock is off must neither lose nor keep. @throws `store_unavailable` when it was never said
 */
export async function storeTime(store: Store): Promise<number> {
  const known = looks().get(store);
  if (!known) {
    const look = ask(store);
    looks().set(store, { look, askedAt: performance.now() });
    look.catch(() => looks().delete(store));
    return now(await look);
  }
  if (performance.now() - known.askedAt > FRESH_MS) {
    known.askedAt = performance.now();
    ask(store).then(
      (look) => {
        known.look = Promise.resolve(look);
      },
      () => {},
    );
  }
  return now(await known.look);
}

/** The same for whoever can't wait: as it was last heard, and the machine's own time until then. */
export function heardTime(): number {
  const { look } = heard();
  return look ? now(look) : Date.now();
}

const now = ({ said, at }: Look) => Math.round(said + performance.now() - at);
