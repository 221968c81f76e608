"use client";

import { useCallback, useSyncExternalStore } from "react";
import type { ChatSession } from "./session";
import type { ThreadMessage } from "./thread";
import type { ThreadState } from "./thread-store";

/** Part of a thread's state; `select` must return the same value while nothing of it changes. */
export function useThread<T>(session: ChatSession, select: (state: ThreadState) => T): T {
  return useSyncExternalStore(
    session.subscribe,
    () => select(session.state),
    () => select(session.renderedState),
  );
}

/** Whether a reply is under way. For the smallest views only: all of a thread's hear of it at once. */
export function useBusy(session: ChatSession): boolean {
  return useThread(session, (state) => state.phase !== "idle");
}

/** One message: only this view renders again while it grows. */
export function useMessage(session: ChatSession, key: string): ThreadMessage | undefined {
  const watch = useCallback((listener: () => void) => session.watch(key, listener), [session, key]);
  const snapshot = useCallback(() => session.message(key), [session, key]);
  const rendered = useCallback(() => session.renderedMessage(key), [session, key]);
  return useSyncExternalStore(watch, snapshot, rendered);
}
