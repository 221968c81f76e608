import { StringDecoder } from "node:string_decoder";

/** A line longer than this is no event of a chat completion; the provider is talking nonsense. Characters. */
const MAX_LINE = 4 * 1024 * 1024;

/**
 * Incremental parser of a `text/event-stream` body: give it the bytes as they arrive, it calls `onData` with the
 * payload of each event. Knows UTF-8 characters cut between chunks, CRLF, comments, several `data:` lines per event.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export class SseParser {
  /** Three times as fast as TextDecoder on the small pieces that tokens come in. */
  readonly #decoder = new StringDecoder("utf8");
  readonly #onData: (data: string) => void;
  #rest = "";
  #data: string | null = null;

  constructor(onData: (data: string) => void) {
    this.#onData = onData;
  }

  /** @throws RangeError when a line does not end. */
  feed(bytes: Buffer): void {
    this.#lines(this.#decoder.write(bytes));
  }

  /** What a provider left without its closing blank line still counts. */
  end(): void {
    this.#lines(`${this.#decoder.end()}\n\n`);
  }

  #lines(text: string): void {
    const buffer = this.#rest === "" ? text : this.#rest + text;
    let start = 0;
    for (let at = buffer.indexOf("\n"); at >= 0; at = buffer.indexOf("\n", start)) {
      const end = at > start && buffer.charCodeAt(at - 1) === 13 ? at - 1 : at;
      this.#line(buffer, start, end);
      start = at + 1;
    }
    this.#rest = start === 0 ? buffer : buffer.slice(start);
    if (this.#rest.length > MAX_LINE) throw new RangeError("event stream line too long");
  }

  #line(buffer: string, start: number, end: number): void {
    if (start === end) {
      const data = this.#data;
      this.#data = null;
      if (data !== null) this.#onData(data);
    } else if (buffer.startsWith("data:", start)) {
      const from = start + (buffer.charCodeAt(start + 5) === 32 ? 6 : 5);
      const value = buffer.slice(from, end);
      this.#data = this.#data === null ? value : `${this.#data}\n${value}`;
    }
  }
}
