"use client";

import { useEffect, useRef } from "react";

/** A pointer that only passes by stays for less (ms). */
const LINGER_MS = 60;

/** Handlers for a link that call `act` when somebody seems to be about to follow it. */
export function useIntent(act: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const forget = () => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  const linger = () => {
    forget();
    timer.current = setTimeout(act, LINGER_MS);
  };
  return {
    onPointerEnter: linger,
    onFocus: linger,
    onPointerLeave: forget,
    onBlur: forget,
    onPointerDown: () => {
      forget();
      act();
    },
  };
}
