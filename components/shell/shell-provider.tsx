"use client";

import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { startFeed } from "@/lib/client/feed";
import { subscribe } from "@/lib/client/live";
import { createShellStore, type ShellState, type ShellStore } from "./store";

const ShellContext = createContext<ShellStore | null>(null);

export function ShellProvider({
  userId,
  initial,
  children,
}: {
  userId: string;
  initial: ShellState;
  children: ReactNode;
}) {
  const [store] = useState(() => createShellStore(initial));
  useEffect(() => subscribe(store.apply), [store]);
  useEffect(() => startFeed(userId), [userId]);
  return <ShellContext value={store}>{children}</ShellContext>;
}

export function useShell(): ShellStore {
  const store = useContext(ShellContext);
  if (!store) throw new Error("useShell outside of ShellProvider");
  return store;
}

/** `select` must give the same value for the same state (a part of it, not a fresh object). */
export function useShellState<T>(select: (state: ShellState) => T): T {
  const store = useShell();
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.getState()),
    () => select(store.getInitial()),
  );
}
