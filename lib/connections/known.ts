import { log } from "@/lib/log";
import { perProcess } from "@/lib/platform";
import { type ConnectionRecord, getStore, type Store } from "@/lib/store";

/** How long what was read is taken for what is. Another process's change is seen after it. Milliseconds. */
const FRESH_MS = 1_000;

type Held = { store: Store; at: number; connections: ConnectionRecord[] };
/** `edition` rises with each change of one's own: what was asked for before it is not kept. */
type Known = { edition: number; held: Held | null; reading: Promise<ConnectionRecord[]> | null };

const known = () => perProcess<Known>("connections", () => ({ edition: 0, held: null, reading: null }));

/**
 * The installation's connections, oldest first, at most a second old; older ones while the store is away.
 * @throws `store_unavailable` when they were never read
 */
export async function allConnections(): Promise<ConnectionRecord[]> {
  const store = await getStore();
  const state = known();
  const { held } = state;
  if (held?.store === store && performance.now() - held.at < FRESH_MS) return held.connections;
  if (state.reading && held?.store === store) return state.reading;
  const reading = read(store, state.edition).finally(() => {
    if (state.reading === reading) state.reading = null;
  });
  state.reading = reading;
  return reading;
}

async function read(store: Store, edition: number): Promise<ConnectionRecord[]> {
  const state = known();
  const at = performance.now();
  try {
    const connections = await store.connections.list();
    if (state.edition === edition) state.held = { store, at, connections };
    return connections;
  } catch (err) {
    if (state.held?.store !== store) throw err;
    log().warn({ err }, "the connections could not be read; those known count");
    return state.held.connections;
  }
}

/** Those that answer. */
export async function enabledConnections(): Promise<ConnectionRecord[]> {
  return (await allConnections()).filter(({ enabled }) => enabled);
}

/** What was read last, for what can't wait. */
export const lastKnownConnections = (): ConnectionRecord[] => known().held?.connections ?? [];

/** After a change of one's own. */
export function forgetConnections(): void {
  const state = known();
  state.edition += 1;
  state.reading = null;
  if (state.held) state.held = { ...state.held, at: Number.NEGATIVE_INFINITY };
}
