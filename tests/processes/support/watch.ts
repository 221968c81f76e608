import type { SseReader } from "../../support/sse-reader";

/** Reads on in the background, remembering what was seen when. */
export function watch(reader: SseReader): { seenBefore(at: number): string; ended: Promise<void> } {
  const ended = reader.all().then(
    () => {},
    () => {},
  );
  return {
    seenBefore: (at) =>
      reader.events
        .filter((event) => event.at <= at && event.data.includes('"text-delta"'))
        .map((event) => (JSON.parse(event.data) as { delta: string }).delta)
        .join(""),
    ended,
  };
}
