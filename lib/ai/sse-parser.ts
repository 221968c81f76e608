import { StringDecoder } from "node:string_decoder";
import { createParser, type EventSourceParser } from "eventsource-parser";

/** More than this without an end is no event of a chat completion; the provider is talking nonsense. Characters. */
const MAX_EVENT = 4 * 1024 * 1024;

/** Parser of a `text/event-stream` body, or of one JSON object a line: takes the bytes as they arrive and calls `onData` with each event's payload. */
export class SseParser {
  /** Three times as fast as TextDecoder on the small pieces that tokens come in. */
  readonly #decoder = new StringDecoder("utf8");
  readonly #parser: EventSourceParser;
  #begun = false;
  /** The last piece ended in CR: an LF at once after it is the same line's end. */
  #afterCr = false;

  constructor(onData: (data: string) => void) {
    this.#parser = createParser({
      maxBufferSize: MAX_EVENT,
      onEvent: ({ data }) => onData(data),
      onError({ type, message, line }) {
        if (type === "max-buffer-size-exceeded") throw new RangeError(message);
        // Servers that stream JSON, one object a line, give no field names.
        if (line?.startsWith("{")) onData(line);
      },
    });
  }

  /** @throws RangeError when an event does not end. */
  feed(bytes: Buffer): void {
    const text = this.#decoder.write(bytes);
    if (text !== "") this.#parser.feed(this.#normal(text));
  }

  /** Without a byte order mark, and every line ended by LF: the parser keeps a CR back until it knows what follows. */
  #normal(text: string): string {
    let normal = text;
    if (!this.#begun && normal.startsWith("\ufeff")) normal = normal.slice(1);
    this.#begun = true;
    if (this.#afterCr && normal.startsWith("\n")) normal = normal.slice(1);
    this.#afterCr = text.endsWith("\r");
    return normal.includes("\r") ? normal.replace(/\r\n?/g, "\n") : normal;
  }

  /** What a provider left without its closing blank line still counts. */
  end(): void {
    this.#parser.feed(`${this.#decoder.end()}\n\n`);
  }
}
