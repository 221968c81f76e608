/** A time as the API writes it: ISO 8601 in UTC. */
export const isoTime = (ms: number): string => new Date(ms).toISOString();

/** The day of a time in UTC, `2026-11-29`. */
export const isoDay = (ms: number): string => isoTime(ms).slice(0, 10);
