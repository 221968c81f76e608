import { backoff, pause } from "../backoff";
import type { LiveEvent } from "../live";
import { Silence } from "../silence";
import { readSse } from "../sse";

/** The server sends a heartbeat every 10 s; silent for so long (ms) it is taken for lost. */
const SILENCE_MS = 35_000;

export type FeedListener = {
  onEvent(event: LiveEvent): void;
  onConnected(connected: boolean): void;
};

/** Reads `GET /api/events` for ever, over as many connections as it takes. Ends when aborted or signed out. */
export async function readFeed({ onEvent, onConnected }: FeedListener, signal: AbortSignal): Promise<void> {
  let lastEventId: string | null = null;
  for (let attempt = 0; !signal.aborted; attempt++) {
    const connection = new AbortController();
    const both = AbortSignal.any([signal, connection.signal]);
    let silence: Silence | undefined;
    try {
      const response: Response = await fetch("/api/events", {
        headers: { Accept: "text/event-stream", ...(lastEventId ? { "Last-Event-ID": lastEventId } : {}) },
        cache: "no-store",
        signal: both,
      });
      if (response.status === 401 || response.status === 403) return;
      if (response.ok && response.body) {
        onConnected(true);
        silence = new Silence(SILENCE_MS, () => connection.abort());
        for await (const { id, data } of readSse(response.body, { onBytes: silence.heard, signal: both })) {
          attempt = 0;
          if (id) lastEventId = id;
          const event = parse(data);
          if (event) onEvent(event);
        }
      }
    } catch {
      // Unreachable, or cut: tried again below.
    } finally {
      silence?.end();
      connection.abort();
    }
    onConnected(false);
    await pause(backoff(attempt), signal).catch(() => undefined);
  }
}

function parse(data: string): LiveEvent | null {
  try {
    return JSON.parse(data) as LiveEvent;
  } catch {
    return null;
  }
}
