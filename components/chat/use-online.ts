"use client";

import { useSyncExternalStore } from "react";

/** Whether the browser has a network; true on the server. */
export const useOnline = (): boolean => useSyncExternalStore(watchOnline, isOnline, () => true);

function isOnline(): boolean {
  return navigator.onLine;
}

function watchOnline(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}
