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

/** A way to write to a reader past the stream it was given. */
export type Outlet = {
  /** `open` is called once the stream's first chunk has been written: what is written here comes after it. */
  onOpen(open: () => void): void;
  /** False: there is no room for more. */
  write(bytes: Uint8Array): boolean;
  /** `room` is called whenever there is room again. */
  onRoom(room: () => void): void;
};

/** Opens a view for one reader. */
export type ReplyView = (outlet: Outlet | null) => ReadableStream<Uint8Array>;

/**
 * A run as an event stream: everything after `after` at once, then live, closed at its end. Leaving it ends nothing
 * but the looking on. A reader that does not keep up costs at most {@link QUEUE_BYTES} of memory. With an outlet the
 * stream carries the first chunk and the end; everything between goes through the outlet.
 */
export function viewRun(
  log: RunLog,
  after: number,
  outlet: Outlet | null = null,
): ReadableStream<Uint8Array> {
  const format: Format = "ui";
  let position = after;
  let behind = false;
  let way: "stream" | "opening" | "outlet" | "closed" = "stream";
  let unwatch: () => void = () => {};
  let unping: () => void = () => {};
  const leave = () => {
    way = "closed";
    unping();
    unwatch();
  };
  const send = (controller: ReadableStreamDefaultController<Uint8Array>, bytes: Uint8Array) => {
    if (way === "outlet") {
      if (outlet?.write(bytes) === false) behind = true;
      return;
    }
    controller.enqueue(bytes);
    if (outlet && way === "stream") way = "opening";
  };
  const hasRoom = (controller: ReadableStreamDefaultController<Uint8Array>) =>
    way === "outlet" ? !behind : way === "stream" && (controller.desiredSize ?? 0) > 0;
  const catchUp = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const replay = log.replay(format, position);
    // A reader that was ahead (it followed the process that makes the reply) waits until we get there.
    position = Math.max(position, replay.position);
    if (replay.text !== "") send(controller, Buffer.from(replay.text));
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const close = () => {
          catchUp(controller);
          leave();
          controller.close();
        };
        outlet?.onOpen(() => {
          if (way !== "opening") return;
          way = "outlet";
          catchUp(controller);
        });
        outlet?.onRoom(() => {
          if (way !== "outlet" || !behind) return;
          behind = false;
          catchUp(controller);
        });
        catchUp(controller);
        if (log.ended) {
          way = "closed";
          return controller.close();
        }
        unwatch = log.watch(format, {
          frames(bytes, from, to) {
            if (behind || way === "opening") return;
            if (!hasRoom(controller)) behind = true;
            else if (from === position) {
              position = to;
              send(controller, bytes);
            } else if (to > position) catchUp(controller);
          },
          end: close,
        });
        unping = onPing(() => {
          if (hasRoom(controller)) send(controller, PING);
        });
      },
      pull(controller) {
        if (!behind || way !== "stream") return;
        behind = false;
        catchUp(controller);
      },
      cancel: leave,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: QUEUE_BYTES }),
  );
}
