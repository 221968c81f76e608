import { createParser, type EventSourceMessage } from "eventsource-parser";

/**
 * Events of a `text/event-stream` body. `onBytes` hears every arrival, heartbeats included, so that a silent connection can be told. `throttle`
 * is waited for whenever all that had come is read: what arrives meanwhile wakes nobody. An aborted signal ends it like
 * a closed connection.
 */
export async function* readSse(
  body: ReadableStream<Uint8Array>,
  {
    onBytes,
    throttle,
    signal,
  }: { onBytes?: () => void; throttle?: () => Promise<void>; signal?: AbortSignal } = {},
): AsyncGenerator<EventSourceMessage, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  const leave = () => void reader.cancel().catch(() => {});
  signal?.addEventListener("abort", leave, { once: true });
  try {
    let next = reader.read();
    let lull: Promise<typeof LULL> | null = null;
    while (!signal?.aborted) {
      const { done, value } = await next;
      if (done) return;
      onBytes?.();
      events = [];
      parser.feed(decoder.decode(value, { stream: true }));
      yield* events;
      // Browsers hand over each piece by itself, however many lie ready; one that is not there at once has not come.
      next = reader.read();
      if (!throttle) continue;
      lull ??= new Promise((resolve) => setTimeout(resolve, 0, LULL));
      if ((await Promise.race([next, lull])) !== LULL) continue;
      lull = null;
      await throttle();
    }
  } finally {
    signal?.removeEventListener("abort", leave);
    leave();
  }
}

const LULL = Symbol("nothing more at the moment");
