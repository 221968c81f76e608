import { onPing, PING } from "@/lib/platform";
import type { Format, RunLog } from "./run-log";

/** Bytes that may wait for one slow reader; beyond them it is served from the log when it has caught up. */
const QUEUE_BYTES = 128 * 1024;
/** So much of a log is encoded at once for a reader that has to catch up, in positions. */
const PIECE = 16 * 1024;

/**
 * A run as an event stream: everything after `after` at once, then live, closed at its end. Leaving it ends nothing
 * but the following. A reader that does not keep up costs at most {@link QUEUE_BYTES} of memory and a piece, also when
 * the run ends: the rest is encoded when there is room for it.
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
  const isReady = (controller: ReadableStreamDefaultController) => (controller.desiredSize ?? 0) > 0;
  const catchUp = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    behind = true;
    while (isReady(controller)) {
      const replay = log.replay(format, position, PIECE);
      // A reader that was ahead (it followed the process that makes the reply) waits until we get there.
      if (replay.position > position) {
        position = replay.position;
        if (replay.text !== "") controller.enqueue(Buffer.from(replay.text));
        continue;
      }
      behind = false;
      if (!log.ended) return;
      leave();
      return controller.close();
    }
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        catchUp(controller);
        if (log.ended) return;
        unwatch = log.watch(format, {
          frames(bytes, from, to) {
            if (behind) return;
            if (!isReady(controller)) behind = true;
            else if (from === position) {
              position = to;
              controller.enqueue(bytes);
            } else if (to > position) catchUp(controller);
          },
          end() {
            if (log.ended) return behind ? undefined : catchUp(controller);
            // The server stops: what is left can be asked for elsewhere.
            leave();
            controller.close();
          },
        });
        unping = onPing(() => {
          if (isReady(controller)) controller.enqueue(PING);
        });
      },
      pull(controller) {
        if (behind) catchUp(controller);
      },
      cancel: leave,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: QUEUE_BYTES }),
  );
}
