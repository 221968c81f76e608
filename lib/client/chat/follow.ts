import { ApiError } from "../api";
import { backoff, pause } from "../backoff";
import { Silence } from "../silence";
import { readSse } from "../sse";
import { parseChunk, type ReplyBuilder } from "./reply";

/** A server that sends no byte, heartbeats included, for so long (ms) is taken for lost. */
const SILENCE_MS = 45_000;

export type FollowOptions = {
  builder: ReplyBuilder;
  signal: AbortSignal;
  /** The response already at hand; null: open one first. */
  first: Response | null;
  /** Opens the reply again, from its start or after an event; null when nothing runs any more. @throws ApiError */
  reopen(lastEventId: string | null): Promise<Response | null>;
  onStart(): void;
  onChange(): void;
  /** Resolves when another frame of the reply can be shown; nothing is read before. */
  throttle(): Promise<void>;
  onConnected(): void;
  onLost(): void;
};

/**
 * Reads a reply to its end over as many connections as it takes. A stream that closes without an end is not an end.
 * Resolves `ended`, or `gone` when the server says that nothing runs (the store then knows how it ended).
 * @throws ApiError when the server refuses for good; the signal's reason when aborted.
 */
export async function followReply(options: FollowOptions): Promise<"ended" | "gone"> {
  const { builder, signal } = options;
  const progress = { lastEventId: null as string | null, attempt: 0 };
  let response = options.first;
  for (let first = true; ; first = false) {
    try {
      if (!response && first) response = await options.reopen(null);
      if (!response) return "gone";
      options.onConnected();
      await consume(response, options, progress);
      if (builder.ended) return "ended";
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error instanceof ApiError && !error.retryable) throw error;
    }
    if (signal.aborted) throw signal.reason;
    options.onLost();
    response = await reconnect(options, progress);
    if (!response) return "gone";
  }
}

async function reconnect(
  { reopen, signal }: FollowOptions,
  progress: { lastEventId: string | null; attempt: number },
): Promise<Response | null> {
  let asked = 0;
  for (;;) {
    await pause(Math.max(asked, backoff(progress.attempt++)), signal);
    try {
      return await reopen(progress.lastEventId);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (!(error instanceof ApiError) || !error.retryable) throw error;
      asked = (error.retryAfter ?? 0) * 1000;
    }
  }
}

async function consume(
  response: Response,
  { builder, signal, onStart, onChange, throttle }: FollowOptions,
  progress: { lastEventId: string | null; attempt: number },
): Promise<void> {
  if (!response.body) return;
  const cut = new AbortController();
  const lose = () => cut.abort();
  const silence = new Silence(SILENCE_MS, lose);
  const page = typeof window === "undefined" ? null : window;
  page?.addEventListener("offline", lose);
  try {
    const events = readSse(response.body, {
      onBytes: silence.heard,
      throttle,
      signal: AbortSignal.any([signal, cut.signal]),
    });
    for await (const event of events) {
      const chunk = parseChunk(event.data);
      if (!chunk) continue;
      builder.apply(chunk);
      if (event.id) progress.lastEventId = event.id;
      progress.attempt = 0;
      if (chunk.type === "start") onStart();
      onChange();
      if (chunk.type === "finish" || chunk.type === "abort") return;
    }
  } finally {
    silence.end();
    page?.removeEventListener("offline", lose);
  }
}
