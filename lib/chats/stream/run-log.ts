import type { RunEvent } from "../run/types";
import { countWatched, waits, waitsNoMore } from "./pace";
import { type Encoder, UiStreamEncoder } from "./ui-stream";
import { VisitorSourcesEncoder, VisitorStreamEncoder } from "./visitor-stream";

/** The wire formats a log can be read in. */
export type Format = "ui" | "visitor" | "visitor-sources";
const ENCODERS: Record<Format, new (runId: string, skip?: number, until?: number) => Encoder> = {
  ui: UiStreamEncoder,
  visitor: VisitorStreamEncoder,
  "visitor-sources": VisitorSourcesEncoder,
};

/** Somebody who watches. Must not throw. */
export type Watcher = {
  /** `bytes` are everything between the positions; nothing may be changed in them, they are shared. */
  frames(bytes: Uint8Array, from: number, to: number): void;
  end(): void;
};
/** `held`: what has not gone out yet, at most a tenth of a second's text. */
type Channel = { encoder: Encoder; watchers: Set<Watcher>; held: RunEvent[] };

/**
 * The events of one run in memory, and who follows them. Each event is encoded once per format, however many
 * watch; with nobody watching it is not encoded at all.
 */
export class RunLog {
  readonly runId: string;
  #events: RunEvent[] = [];
  #channels = new Map<Format, Channel>();
  #ended = false;
  /** When text last went out, by `performance.now()`. */
  #toldAt = Number.NEGATIVE_INFINITY;
  #onIdle: (() => void) | undefined;

  constructor(runId: string, onIdle?: () => void) {
    this.runId = runId;
    this.#onIdle = onIdle;
  }

  get ended(): boolean {
    return this.#ended;
  }
  get watched(): boolean {
    return this.#channels.size > 0;
  }

  append(event: RunEvent): void {
    if (this.#ended) return;
    pushEvent(this.#events, event);
    if (event.type === "finish") this.#ended = true;
    if (this.#channels.size > 0) {
      for (const { held } of this.#channels.values()) pushEvent(held, event);
      const isText = event.type === "text" || event.type === "reasoning";
      if (!isText || !waits(this, this.#toldAt)) this.flush(isText);
    }
    if (this.#ended) this.release();
  }

  /** Tells the watchers what they have not been told yet. */
  flush(text = true): void {
    waitsNoMore(this);
    if (text) this.#toldAt = performance.now();
    for (const channel of this.#channels.values()) {
      const { encoder, watchers, held } = channel;
      if (held.length === 0) continue;
      channel.held = [];
      const from = encoder.position;
      let out = "";
      for (const event of held) out += encoder.encode(event);
      if (out === "") continue;
      const bytes = Buffer.from(out);
      for (const watcher of watchers) watcher.frames(bytes, from, encoder.position);
    }
  }

  /** Ends every stream that follows this log, whether or not the run has ended. */
  release(): void {
    this.flush();
    for (const { watchers } of [...this.#channels.values()]) {
      for (const watcher of [...watchers]) watcher.end();
    }
  }

  /** What comes after a position, `most` (2 or more) positions of it, text in one piece, and the position it leads to. */
  replay(
    format: Format,
    after: number,
    most: number = Number.POSITIVE_INFINITY,
  ): { text: string; position: number } {
    const encoder = new ENCODERS[format](this.runId, after, after + most);
    let text = "";
    for (const event of this.#events) {
      text += encoder.encode(event);
      if (encoder.position >= after + most) break;
    }
    // The closing [DONE] has no place of its own: it belongs to the event before it.
    return { text: encoder.position > after ? text : "", position: encoder.position };
  }

  /** @returns the function that ends it. */
  watch(format: Format, watcher: Watcher): () => void {
    let channel = this.#channels.get(format);
    if (!channel) {
      const encoder = new ENCODERS[format](this.runId);
      for (const event of this.#events) encoder.encode(event);
      channel = { encoder, watchers: new Set(), held: [] };
      this.#channels.set(format, channel);
      countWatched(1);
    }
    const { watchers } = channel;
    watchers.add(watcher);
    return () => {
      if (!watchers.delete(watcher) || watchers.size > 0) return;
      this.#channels.delete(format);
      countWatched(-1);
      if (this.#channels.size === 0) this.#onIdle?.();
    };
  }
}

/** Adds an event to a list; text that follows text of the same kind becomes one. */
export function pushEvent(events: RunEvent[], event: RunEvent): void {
  const last = events.at(-1);
  if ((event.type === "text" || event.type === "reasoning") && last?.type === event.type)
    last.text += event.text;
  else events.push(event.type === "text" || event.type === "reasoning" ? { ...event } : event);
}
