import { log } from "@/lib/log";
import { atShutdown, keepAlive, perProcess } from "@/lib/platform";
import { getStore, storeTime } from "@/lib/store";
import { claimDelivery, deliver } from "./deliver";

/** Deliveries under way at once in this process. An address that is being sent to is passed over: a slow one keeps none of the others. */
const CONCURRENCY = 4;
/** How long the loop sleeps at most: what another process left is found by then. */
const IDLE_MS = 10_000;
const SOONEST_MS = 250;

type Loop = {
  /** Addresses that are being sent to. */
  busy: Set<string>;
  running: Set<Promise<void>>;
  timer: NodeJS.Timeout | null;
  started: boolean;
  stop: AbortController;
};

const loop = () =>
  perProcess<Loop>("webhooks", () => ({
    busy: new Set(),
    running: new Set(),
    timer: null,
    started: false,
    stop: new AbortController(),
  }));

/** Starts sending for the life of the process. */
export function startWebhooks(): void {
  const state = loop();
  state.started = true;
  state.stop = new AbortController();
  atShutdown("webhooks", stopWebhooks);
  void drain();
}

/** What is under way is given up: its lease runs out, and another process, or the next one, tries again. */
export async function stopWebhooks(): Promise<void> {
  const state = loop();
  state.started = false;
  state.stop.abort();
  if (state.timer) clearTimeout(state.timer);
  state.timer = null;
  await Promise.all(state.running);
}

/** Something was put up: sends it now, and holds the function for it where functions end with their response. */
export function wakeWebhooks(): void {
  if (loop().started) keepAlive(drain());
}

async function drain(): Promise<void> {
  const state = loop();
  while (state.running.size < CONCURRENCY) {
    const worker = work(state).finally(() => state.running.delete(worker));
    state.running.add(worker);
  }
  await Promise.all(state.running);
}

async function work(state: Loop): Promise<void> {
  let wait = IDLE_MS;
  try {
    const store = await getStore();
    while (state.started) {
      const claimed = await claimDelivery(store, [...state.busy]);
      if (!claimed) break;
      const { id } = claimed.webhook;
      state.busy.add(id);
      try {
        await deliver(store, claimed, state.stop.signal);
      } finally {
        state.busy.delete(id);
      }
    }
    const due = await store.webhooks.nextDue();
    if (due !== null) wait = Math.min(IDLE_MS, Math.max(SOONEST_MS, due - (await storeTime(store))));
  } catch (err) {
    log().warn({ err }, "webhooks paused");
  }
  if (!state.started) return;
  if (state.timer) clearTimeout(state.timer);
  state.timer = setTimeout(() => void drain(), wait);
  state.timer.unref();
}
