/**
 * The page that a widget stands in. Both sides say little: `ready` and `close` go out, `opened` comes in, each with
 * exactly these names, between exactly these two windows and origins.
 */
export type Host = { say(type: "ready" | "close"): void; leave(): void };

/** @returns null where the page stands in no frame */
export function hostAt(origin: string, whenOpened: () => void): Host | null {
  if (window.parent === window) return null;
  const listen = (event: MessageEvent) => {
    if (event.source !== window.parent || event.origin !== origin) return;
    if (isOpened(event.data)) whenOpened();
  };
  window.addEventListener("message", listen);
  return {
    say: (type) => window.parent.postMessage({ v: 1, type }, origin),
    leave: () => window.removeEventListener("message", listen),
  };
}

export function isOpened(data: unknown): boolean {
  if (typeof data !== "object" || data === null) return false;
  const keys = Object.keys(data);
  return keys.length === 2 && "v" in data && data.v === 1 && "type" in data && data.type === "opened";
}
