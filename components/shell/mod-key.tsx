"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;
const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The key that goes with shortcuts here: ⌘ on Apple's systems, Ctrl elsewhere. */
export function ModKey() {
  const apple = useSyncExternalStore(never, isApple, () => false);
  return apple ? "⌘" : <span className="pr-0.5">Ctrl</span>;
}
