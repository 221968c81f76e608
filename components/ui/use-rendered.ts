import { useState, useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether this component came to life from what the server rendered, and not by itself in the browser. */
export function useRendered(): boolean {
  const hydrating = useSyncExternalStore(
    never,
    () => false,
    () => true,
  );
  const [rendered] = useState(hydrating);
  return rendered;
}
