import { log } from "@/lib/log";
import { EndableStream, type Sink } from "@/lib/platform";
import { type DialectError, toDialect } from "./errors";
import { frame, KEEP_ALIVE, onBeat } from "./wire";

/** Bytes that may wait for a slow reader; what comes beyond them waits as text in one piece. */
const QUEUE_BYTES = 128 * 1024;

/**
 * An event stream to one reader. What is written before it is read is kept; a reader that leaves ends what feeds it.
 */
export class EventStream {
  readonly readable: EndableStream;
  #sink: Sink | null = null;
  #waiting = "";
  #over = false;
  #unbeat = () => {};

  constructor(onLeave: () => void) {
    this.readable = new EndableStream(
      {
        start: (sink) => {
          this.#sink = sink;
        },
        pull: () => this.#flush(),
        leave: () => {
          this.#stop();
          onLeave();
        },
      },
      QUEUE_BYTES,
    );
    this.#unbeat = onBeat(() => {
      if (this.#waiting === "") this.write(KEEP_ALIVE);
    });
  }

  write(text: string): void {
    if (this.#over || text === "") return;
    this.#waiting += text;
    if (this.#sink?.hasRoom) this.#flush();
  }

  /** Closes after the last text, or with what says that it went wrong: one event, unless `failed` writes another. */
  endWith(
    last: Promise<string>,
    failed: (failure: DialectError) => string = (failure) => frame(failure.toJSON()),
  ): void {
    last
      .catch((error) => {
        const failure = toDialect(error);
        if (failure.status >= 500) log().warn({ err: error }, "an answer failed while it was streamed");
        return failed(failure);
      })
      .then((text) => {
        if (this.#over) return;
        this.#waiting += text;
        this.#flush();
        this.#stop();
        this.#sink?.close();
      });
  }

  #flush(): void {
    if (this.#waiting === "" || this.#over) return;
    const bytes = Buffer.from(this.#waiting);
    // Before it is handed over: a reader that waits pulls at once.
    this.#waiting = "";
    this.#sink?.write(bytes);
  }

  #stop(): void {
    this.#over = true;
    this.#unbeat();
  }
}
