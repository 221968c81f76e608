export type Chunk = { type: string; [key: string]: unknown };
export type SseEvent = { id: string | null; data: string; at: number };

/** Reads an event stream; `next` waits for the next event (null at the end), comments are left out. */
export class SseReader {
  readonly events: SseEvent[] = [];
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #buffer = "";
  #queue: SseEvent[] = [];
  pings = 0;

  constructor(response: Response) {
    if (!response.body) throw new Error(`no body in ${response.status}`);
    this.#reader = response.body.getReader();
  }

  async next(): Promise<SseEvent | null> {
    while (this.#queue.length === 0) {
      const { done, value } = await this.#reader.read();
      if (done) return null;
      this.#buffer += this.#decoder.decode(value, { stream: true });
      const blocks = this.#buffer.split("\n\n");
      this.#buffer = blocks.pop() ?? "";
      for (const block of blocks) {
        const lines = block.split("\n");
        const data = lines.filter((l) => l.startsWith("data: ")).map((l) => l.slice(6));
        const id = lines.find((l) => l.startsWith("id: "))?.slice(4) ?? null;
        if (data.length > 0) this.#queue.push({ id, data: data.join("\n"), at: Date.now() });
        else this.pings++;
      }
    }
    const event = this.#queue.shift() as SseEvent;
    this.events.push(event);
    return event;
  }

  /** Reads until `enough` holds or the stream ends. */
  async until(enough: (reader: SseReader) => boolean): Promise<this> {
    while (!enough(this)) if ((await this.next()) === null) break;
    return this;
  }
  all(): Promise<this> {
    return this.until(() => false);
  }
  cancel(): Promise<void> {
    return this.#reader.cancel();
  }

  get chunks(): Chunk[] {
    return this.events.filter((e) => e.data !== "[DONE]").map((e) => JSON.parse(e.data) as Chunk);
  }
  get text(): string {
    return this.chunks.map((c) => (c.type === "text-delta" ? String(c.delta) : "")).join("");
  }
  get lastId(): string {
    return this.events.findLast((e) => e.id !== null)?.id ?? "";
  }
  chunk(type: string): Chunk | undefined {
    return this.chunks.find((c) => c.type === type);
  }
  get chatId(): string {
    return String((this.chunk("start")?.messageMetadata as { chatId?: string } | undefined)?.chatId);
  }
  get messageId(): string {
    return String(this.chunk("start")?.messageId);
  }
}
