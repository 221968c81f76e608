import { log } from "@/lib/log";
import { perProcess } from "@/lib/platform";

/** How often what open answers stand on is read: what another process ended ends its streams within this. */
const POLL_MS = 1_000;

type State = { open: Map<string, Set<() => void>>; timer: NodeJS.Timeout | null };

/** Watches credentials by their id for as long as answers stand on them. */
export type Standing = {
  /** Calls `end` once when the credential stands no more. @returns what ends the watching */
  watch(id: string, end: () => void): () => void;
  /** Ends what stands on it in this process, at once. */
  end(id: string): void;
  /** Looks at all of them now. */
  check(): Promise<void>;
};

export function standing(name: string, stands: (id: string) => Promise<boolean>): Standing {
  const state = () => perProcess<State>(name, () => ({ open: new Map(), timer: null }));

  function rest(): void {
    const { open, timer } = state();
    if (open.size > 0 || !timer) return;
    clearInterval(timer);
    state().timer = null;
  }

  function end(id: string): void {
    const { open } = state();
    const ends = open.get(id) ?? [];
    open.delete(id);
    for (const one of ends) one();
    rest();
  }

  async function check(): Promise<void> {
    try {
      for (const id of [...state().open.keys()]) if (!(await stands(id))) end(id);
    } catch (err) {
      // A store that is away says nothing about a credential.
      log().debug({ err }, "credentials of open answers could not be read");
    }
  }

  return {
    end,
    check,
    watch(id, whenOver) {
      const { open } = state();
      const ends = open.get(id) ?? new Set();
      open.set(id, ends.add(whenOver));
      state().timer ??= setInterval(() => void check(), POLL_MS).unref();
      return () => {
        ends.delete(whenOver);
        if (ends.size === 0 && open.get(id) === ends) open.delete(id);
        rest();
      };
    },
  };
}
