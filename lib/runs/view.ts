import type { Format, RunLog } from "./run-log";

/** Bytes that may wait for one slow reader; beyond them it is served from the log when it has caught up. */
const QUEUE_BYTES = 128 * 1024;
/** Milliseconds between comments that keep proxies from closing a silent stream. */
const PING_MS = 10_000;

const PING = Buffer.from(": ping\n\n");
const KEY = Symbol.for("chatbot-platform.views");
type Pings = { views: Set<() => void>; timer: NodeJS.Timeout | null };
type Holder = { [KEY]?: Pings };

/** One timer for all views of the process. */
export function onPing(ping: () => void): () => void {
  const holder = globalThis as Holder;
  holder[KEY] ??= { views: new Set(), timer: null };
  const pings = holder[KEY];
  pings.views.add(ping);
  pings.timer ??= setInterval(() => {
    for (const view of pings.views) view();
  }, PING_MS);
  return () => {
    pings.views.delete(ping);
    if (pings.views.size > 0 || !pings.timer) return;
    clearInterval(pings.timer);
    pings.timer = null;
  };
}

/**
 * A run as an event stream: everything after `after` at once, then live, closed at its end. Leaving it ends nothing
 * but the looking on. A reader that does not keep up costs at most {@link QUEUE_BYTES} of memory.
 */
export function viewRun(log: RunLog, after: number, format: Format = "ui"): ReadableStream<Uint8Array> {
  let position = after;
  let behind = false;
  let unwatch: () => void = () => {};
  let unping: () => void = () => {};
  const leave = () => {
    unping();
    unwatch();
  };
  const catchUp = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const replay = log.replay(format, position);
    if (replay.text !== "") controller.enqueue(Buffer.from(replay.text));
    // A reader that was ahead (it followed the process that makes the reply) waits until we get there.
    position = Math.max(position, replay.position);
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const close = () => {
          leave();
          catchUp(controller);
          controller.close();
        };
        catchUp(controller);
        if (log.ended) return controller.close();
        unwatch = log.watch(format, {
          frames(bytes, from, to) {
            if (behind) return;
            if ((controller.desiredSize ?? 0) <= 0) behind = true;
            else if (from === position) {
              position = to;
              controller.enqueue(bytes);
            } else if (to > position) catchUp(controller);
          },
          end: close,
        });
        unping = onPing(() => {
          if ((controller.desiredSize ?? 0) > 0) controller.enqueue(PING);
        });
      },
      pull(controller) {
        if (!behind) return;
        behind = false;
        catchUp(controller);
      },
      cancel: leave,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: QUEUE_BYTES }),
  );
}
