import { perProcess } from "@/lib/platform";

/** Some clients take these for line ends: they stand escaped inside a frame. */
const LINE_ENDS = /[\u0085\u2028\u2029]/g;

/** JSON on one line, whatever a client takes for a line's end. */
export function oneLine(value: unknown): string {
  const json = JSON.stringify(value);
  return json.replace(LINE_ENDS, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** One event: nothing but `data:`, for clients read an empty event out of anything else. */
export const frame = (value: unknown): string => `data: ${oneLine(value)}\n\n`;

export const DONE = "data: [DONE]\n\n";

/** A comment with one line end: a blank line after it would be an event to some clients. */
export const KEEP_ALIVE = ": keep-alive\n";
/** Milliseconds. */
const KEEP_ALIVE_MS = 15_000;

type Beats = { listeners: Set<() => void>; timer: NodeJS.Timeout | null };

/** Calls `beat` every 15 seconds; one timer for all streams of the process. @returns the function that ends it */
export function onBeat(beat: () => void): () => void {
  const beats = perProcess<Beats>("keep-alive-beats", () => ({ listeners: new Set(), timer: null }));
  beats.listeners.add(beat);
  beats.timer ??= setInterval(() => {
    for (const listener of beats.listeners) listener();
  }, KEEP_ALIVE_MS);
  return () => {
    beats.listeners.delete(beat);
    if (beats.listeners.size > 0 || !beats.timer) return;
    clearInterval(beats.timer);
    beats.timer = null;
  };
}
