"use client";

import { useSyncExternalStore } from "react";
import { deferred } from "./deferred";
import { onToast, toastWanted } from "./toast";

const Host = deferred(() => import("./toast-host"));

/** Placed once, in the root layout. Its code is fetched when the first toast is asked for. */
export function Toaster() {
  const wanted = useSyncExternalStore(onToast, toastWanted, () => false);
  // What cannot be told yet is told when the connection is back.
  return wanted ? <Host failed={null} /> : null;
}
