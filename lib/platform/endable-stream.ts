/** Where a producer writes. After the end of the stream all of it does nothing. */
export type Sink = {
  /** Whether less waits for the reader than the queue may hold. */
  readonly hasRoom: boolean;
  write(bytes: Uint8Array): void;
  close(): void;
  /** Breaks the stream off: the reader is told of a failure. */
  fail(error: unknown): void;
};

export type Producer = {
  start(sink: Sink): void;
  /** The reader has room. */
  pull?(sink: Sink): void | Promise<void>;
  /** Nobody reads any more: the reader has gone, or was told to. Not called when the producer closed the stream itself. */
  leave(): void;
};

/**
 * Bytes for one reader that somebody else may end, as when the credential they were asked for with ends. The stream ends
 * itself: nothing passes through a second one around it.
 */
export class EndableStream extends ReadableStream<Uint8Array> {
  readonly #onClose: (listener: () => void) => void;
  readonly #end: (last?: Uint8Array) => void;

  /** @param queueBytes how much may wait for the reader before there is no room */
  constructor(producer: Producer, queueBytes: number) {
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    let open = true;
    let closed = () => {};
    const finish = () => {
      open = false;
      closed();
    };
    const sink: Sink = {
      get hasRoom() {
        return open && (controller?.desiredSize ?? 0) > 0;
      },
      write(bytes) {
        if (open) controller?.enqueue(bytes);
      },
      close() {
        if (!open) return;
        finish();
        controller?.close();
      },
      fail(error) {
        if (!open) return;
        finish();
        controller?.error(error);
      },
    };
    super(
      {
        start(own) {
          controller = own;
          producer.start(sink);
        },
        pull: () => producer.pull?.(sink),
        cancel() {
          if (!open) return;
          finish();
          producer.leave();
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: queueBytes }),
    );
    this.#onClose = (listener) => {
      if (open) closed = listener;
      else listener();
    };
    this.#end = (last) => {
      if (!open) return;
      producer.leave();
      if (last) sink.write(last);
      sink.close();
    };
  }

  /** Another's stream as one that can be ended; nothing is read ahead of the reader. */
  static of(source: ReadableStream<Uint8Array>): EndableStream {
    const reader = source.getReader();
    return new EndableStream(
      {
        start() {},
        pull: (sink) =>
          reader.read().then(({ done, value }) => (done ? sink.close() : sink.write(value)), sink.fail),
        leave: () => void reader.cancel().catch(() => undefined),
      },
      0,
    );
  }

  /** Calls the one listener when the stream has ended in any way, or at once when it has. */
  onClose(listener: () => void): void {
    this.#onClose(listener);
  }

  /** Ends it now, after `last`. What waits for a slow reader already (at most the queue) still reaches it. */
  end(last?: Uint8Array): void {
    this.#end(last);
  }
}
