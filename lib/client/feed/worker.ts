import type { LiveEvent } from "../live";
import { readFeed } from "./connection";
import type { FeedMessage } from "./messages";

/** A page that comes gets what happened while it was being rendered and loaded. Milliseconds. */
const RECENT_MS = 10_000;

/** A shared worker's scope, which the DOM library types as a window's. */
const scope = self as unknown as { onconnect: ((event: MessageEvent) => void) | null };

const ports = new Set<MessagePort>();
let recent: { at: number; event: LiveEvent }[] = [];
let connected = false;

function tell(message: FeedMessage): void {
  for (const port of ports) port.postMessage(message);
}

scope.onconnect = ({ ports: [port] }) => {
  if (!port) return;
  const since = Date.now() - RECENT_MS;
  port.postMessage({ connected } satisfies FeedMessage);
  for (const { at, event } of recent) if (at > since) port.postMessage({ event } satisfies FeedMessage);
  port.onmessage = ({ data }) => {
    if (data === "bye") ports.delete(port);
  };
  ports.add(port);
};

void readFeed(
  {
    onEvent(event) {
      const since = Date.now() - RECENT_MS;
      recent = [...recent.filter(({ at }) => at > since), { at: Date.now(), event }];
      tell({ event });
    },
    onConnected(value) {
      connected = value;
      tell({ connected });
    },
  },
  new AbortController().signal,
);
