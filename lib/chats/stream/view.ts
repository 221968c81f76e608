import { EndableStream, onPing, PING, type Sink } from "@/lib/platform";
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
export function viewRun(log: RunLog, after: number, format: Format = "ui"): EndableStream {
  let position = after;
  let behind = false;
  let unwatch: () => void = () => {};
  let unping: () => void = () => {};
  const leave = () => {
    unping();
    unwatch();
  };
  const catchUp = (sink: Sink) => {
    behind = true;
    while (sink.hasRoom) {
      const replay = log.replay(format, position, PIECE);
      // A reader that was ahead (it followed the process that makes the reply) waits until we get there.
      if (replay.position > position) {
        position = replay.position;
        if (replay.text !== "") sink.write(Buffer.from(replay.text));
        continue;
      }
      behind = false;
      if (!log.ended) return;
      leave();
      return sink.close();
    }
  };
  return new EndableStream(
    {
      start(sink) {
        catchUp(sink);
        if (log.ended) return;
        unwatch = log.watch(format, {
          frames(bytes, from, to) {
            if (behind) return;
            if (!sink.hasRoom) behind = true;
            else if (from === position) {
              position = to;
              sink.write(bytes);
            } else if (to > position) catchUp(sink);
          },
          end() {
            if (log.ended) return behind ? undefined : catchUp(sink);
            // The server stops: what is left can be asked for elsewhere.
            leave();
            sink.close();
          },
        });
        unping = onPing(() => {
          if (sink.hasRoom) sink.write(PING);
        });
      },
      pull(sink) {
        if (behind) catchUp(sink);
      },
      leave,
    },
    QUEUE_BYTES,
  );
}
