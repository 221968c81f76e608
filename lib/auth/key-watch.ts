import { log } from "@/lib/log";
import { perProcess } from "@/lib/platform";
import { getStore } from "@/lib/store";

/** How often the keys of open answers are read: one that another process revoked ends its streams within this. */
const POLL_MS = 1_000;

type Watch = { open: Map<string, Set<() => void>>; timer: NodeJS.Timeout | null };
const watch = () => perProcess<Watch>("key-watch", () => ({ open: new Map(), timer: null }));

/** Calls `end` once when the key is revoked, expires or loses its owner or project. @returns what ends the watching */
export function whileKeyStands(keyId: string, end: () => void): () => void {
  const { open } = watch();
  const ends = open.get(keyId) ?? new Set();
  open.set(keyId, ends.add(end));
  startPolling();
  return () => {
    ends.delete(end);
    if (ends.size === 0 && open.get(keyId) === ends) open.delete(keyId);
    stopPolling();
  };
}

/** Ends the key's open answers in this process at once. */
export function endKeyUse(keyId: string): void {
  const { open } = watch();
  const ends = open.get(keyId) ?? [];
  open.delete(keyId);
  for (const end of ends) end();
  stopPolling();
}

function startPolling(): void {
  const state = watch();
  state.timer ??= setInterval(() => void poll(), POLL_MS).unref();
}

function stopPolling(): void {
  const state = watch();
  if (state.open.size > 0 || !state.timer) return;
  clearInterval(state.timer);
  state.timer = null;
}

async function poll(): Promise<void> {
  try {
    const { keys } = await getStore();
    for (const id of watch().open.keys()) {
      if (!(await keys.find(id, Date.now()))) endKeyUse(id);
    }
  } catch (err) {
    // A store that is away says nothing about a key.
    log().debug({ err }, "keys could not be read");
  }
}
