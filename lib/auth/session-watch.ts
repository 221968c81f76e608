import { log } from "@/lib/log";
import { perProcess } from "@/lib/platform";
import { getStore } from "@/lib/store";
import { whileKeyStands } from "./key-watch";
import type { Principal } from "./scope";
import { whileVisitorStands } from "./visitors";

/** How often the sessions of open streams are read: one that another process ended ends its streams within this. */
const POLL_MS = 1_000;
/** Sessions that are read side by side. */
const TOGETHER = 50;

type Watched = { userId: string; ends: Set<() => void> };
type Watch = { open: Map<string, Watched>; timer: NodeJS.Timeout | null; polling: boolean };

const watch = () =>
  perProcess<Watch>("session-watch", () => ({ open: new Map(), timer: null, polling: false }));

/**
 * Calls `end` once when what the caller showed is worth nothing any more: the session was signed out, revoked, has
 * expired or is older than the password, its account is gone; the key was revoked. At once where it happened in this
 * process and {@link endLostSessions} was called, else within a second. @returns what ends the watching
 */
export function whileCredentialStands(principal: Principal, end: () => void): () => void {
  if (principal.kind === "key") return whileKeyStands(principal.keyId, end);
  if (principal.kind === "visitor") return whileVisitorStands(principal.visitorId, end);
  const { sessionId, userId } = principal;
  const state = watch();
  const watched = state.open.get(sessionId) ?? { userId, ends: new Set() };
  watched.ends.add(end);
  state.open.set(sessionId, watched);
  state.timer ??= setInterval(() => void poll(), POLL_MS).unref();
  return () => {
    watched.ends.delete(end);
    if (watched.ends.size === 0 && state.open.get(sessionId) === watched) state.open.delete(sessionId);
    rest();
  };
}

/** Call after a user's sessions, password or account changed: ends their open streams whose session is over. */
export async function endLostSessions(userId: string): Promise<void> {
  await check([...watch().open].flatMap(([id, watched]) => (watched.userId === userId ? [id] : [])));
}

async function poll(): Promise<void> {
  const state = watch();
  if (state.polling) return;
  state.polling = true;
  try {
    const ids = [...state.open.keys()];
    for (let at = 0; at < ids.length; at += TOGETHER) await check(ids.slice(at, at + TOGETHER));
  } finally {
    state.polling = false;
  }
}

async function check(ids: readonly string[]): Promise<void> {
  try {
    const { sessions } = await getStore();
    await Promise.all(
      ids.map(async (id) => {
        if (await sessions.find(id, Date.now())) return;
        const ends = watch().open.get(id)?.ends ?? [];
        watch().open.delete(id);
        for (const end of ends) end();
      }),
    );
    rest();
  } catch (err) {
    // A store that is away says nothing about a session.
    log().debug({ err }, "sessions could not be read");
  }
}

function rest(): void {
  const state = watch();
  if (state.open.size > 0 || !state.timer) return;
  clearInterval(state.timer);
  state.timer = null;
}
