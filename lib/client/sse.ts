export type SseEvent = { data: string; id: string | null; event: string };

/**
 * Events of a `text/event-stream` body, as the HTML standard parses them (§ 9.2.6): any line ending, several data
 * lines, comments. `onBytes` hears every arrival, heartbeats included, so that a silent connection can be told. `throttle`
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
): AsyncGenerator<SseEvent, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parser = new SseParser();
  const leave = () => void reader.cancel().catch(() => {});
  signal?.addEventListener("abort", leave, { once: true });
  try {
    let next = reader.read();
    let lull: Promise<typeof LULL> | null = null;
    while (!signal?.aborted) {
      const { done, value } = await next;
      if (done) return;
      onBytes?.();
      yield* parser.push(decoder.decode(value, { stream: true }));
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

class SseParser {
  #rest = "";
  #data: string[] = [];
  #event = "";
  #id: string | null = null;

  push(text: string): SseEvent[] {
    const events: SseEvent[] = [];
    this.#rest += text;
    // A lone CR at the end may be half of a CRLF: it stays until the next chunk tells.
    const pattern = /\r\n|\n|\r(?!$)/g;
    let from = 0;
    for (let match = pattern.exec(this.#rest); match; match = pattern.exec(this.#rest)) {
      const event = this.#line(this.#rest.slice(from, match.index));
      if (event) events.push(event);
      from = match.index + match[0].length;
    }
    this.#rest = this.#rest.slice(from);
    return events;
  }

  #line(line: string): SseEvent | null {
    if (line === "") {
      if (this.#data.length === 0) return null;
      const event = { data: this.#data.join("\n"), id: this.#id, event: this.#event || "message" };
      this.#data = [];
      this.#event = "";
      return event;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return null;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + (line[colon + 1] === " " ? 2 : 1));
    if (field === "data") this.#data.push(value);
    else if (field === "event") this.#event = value;
    else if (field === "id" && !value.includes("\0")) this.#id = value;
    return null;
  }
}
