"use client";

import { useSyncExternalStore } from "react";

const MINUTE_MS = 60_000;
const minute = () => Math.floor(Date.now() / MINUTE_MS);

function everyMinute(tick: () => void): () => void {
  const timer = setInterval(tick, MINUTE_MS);
  return () => clearInterval(timer);
}

/** The time (epoch ms, by the minute) and the reader's offset from UTC in minutes; UTC until the page has come alive. */
export function useLocalTime(): [now: number, offset: number] {
  const now = useSyncExternalStore(everyMinute, minute, minute) * MINUTE_MS;
  const offset = useSyncExternalStore(
    () => () => undefined,
    () => new Date().getTimezoneOffset(),
    () => 0,
  );
  return [now, offset];
}
