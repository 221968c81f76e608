import { onPing, PING } from "@/lib/platform";
import type { Format, RunLog } from "./run-log";

/** Bytes that may wait for one slow reader; beyond them it is served from the log when it has caught up. */
const QUEUE_BYTES = 128 * 1024;

/**
 * A run as an event stream: everything after `after` at once, then live, closed at its end. Leaving it ends nothing
 * but the following. A reader that does not keep up costs at most {@link QUEUE_BYTES} of memory.
 */
export function viewRun(log: RunLog, after: number): ReadableStream<Uint8Array> {
  const format: Format = "ui";
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
    const replay = log.replay(format, position);
    // A reader that was ahead (it followed the process that makes the reply) waits until we get there.
    position = Math.max(position, replay.position);
    if (replay.text !== "") controller.enqueue(Buffer.from(replay.text));
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        catchUp(controller);
        if (log.ended) return controller.close();
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
            catchUp(controller);
            leave();
            controller.close();
          },
        });
        unping = onPing(() => {
          if (isReady(controller)) controller.enqueue(PING);
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
