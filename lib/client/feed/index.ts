import { type LiveEvent, publish } from "../live";
import { type FeedListener, readFeed } from "./connection";
import type { FeedMessage } from "./messages";

/** The page loads in peace first, and counts as loaded for whoever waits until its network is idle (ms). */
const CALM_MS = 2_000;

let connected = false;

/** Whether news from the server arrive by themselves at the moment. */
export function feedConnected(): boolean {
  return connected;
}

/** Nothing was heard between the rendering of the page and the first connection. */
let caughtUp = false;

const listener: FeedListener = {
  onEvent: (event: LiveEvent) => publish(event),
  onConnected: (value) => {
    connected = value;
    if (!value || caughtUp) return;
    caughtUp = true;
    publish({ type: "reset" });
  },
};

/**
 * Publishes the server's news on this page until the returned function is called. All windows of a person share one
 * connection in a shared worker, for a browser opens only six to a server; where there is none, each window that is
 * looked at has its own.
 */
export function startFeed(userId: string): () => void {
  let stop: (() => void) | null = null;
  const timer = setTimeout(() => {
    stop = typeof SharedWorker === "undefined" ? ownConnection() : sharedConnection(userId);
  }, CALM_MS);
  return () => {
    clearTimeout(timer);
    stop?.();
    caughtUp = false;
  };
}

function sharedConnection(userId: string): () => void {
  // The name keeps the news of two people who sign in with one browser apart.
  const worker = new SharedWorker(new URL("./worker.ts", import.meta.url), { type: "module", name: userId });
  const { port } = worker;
  port.onmessage = ({ data }: MessageEvent<FeedMessage>) => {
    if ("event" in data) listener.onEvent(data.event);
    else listener.onConnected(data.connected);
  };
  const leave = () => port.postMessage("bye");
  window.addEventListener("pagehide", leave);
  return () => {
    window.removeEventListener("pagehide", leave);
    leave();
    port.close();
    connected = false;
  };
}

function ownConnection(): () => void {
  let current: AbortController | null = null;
  const follow = () => {
    if (document.hidden) {
      current?.abort();
      current = null;
      // What happens while the window is hidden is not heard.
      caughtUp = false;
    } else if (!current) {
      current = new AbortController();
      void readFeed(listener, current.signal);
    }
  };
  document.addEventListener("visibilitychange", follow);
  follow();
  return () => {
    document.removeEventListener("visibilitychange", follow);
    current?.abort();
    connected = false;
  };
}
