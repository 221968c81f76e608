import { isoDay, isoTime } from "@/lib/time";
import type { UsageRecord } from "./types";

/*
 * Both engines sum by quarter hours of UTC (`2026-11-23T14:15`): every time zone's days begin on one, so that the days of
 * any zone can be made from them.
 */

const QUARTER_LENGTH = "2026-11-23T14:15".length;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export function quarterOf(ms: number): string {
  return isoTime(Math.floor(ms / (15 * MINUTE_MS)) * 15 * MINUTE_MS).slice(0, QUARTER_LENGTH);
}

/** The quarters from the first day's first (included) to the one after the last day's last (excluded). */
export function quartersOf(from: string, to: string, offset: number): { start: string; end: string } {
  const start = Date.parse(from) - offset * MINUTE_MS;
  const end = Date.parse(to) + DAY_MS - offset * MINUTE_MS;
  return { start: quarterOf(start), end: quarterOf(end) };
}

/** Sums of quarters as sums of days, `offset` minutes east of UTC, ordered by day, project and model. */
export function inDays(
  quarters: Iterable<Omit<UsageRecord, "day"> & { quarter: string }>,
  offset: number,
): UsageRecord[] {
  const days = new Map<string, UsageRecord>();
  for (const { quarter, ...sums } of quarters) {
    const day = isoDay(Date.parse(`${quarter}Z`) + offset * MINUTE_MS);
    const key = `${day} ${sums.projectId} ${sums.model}`;
    const known = days.get(key);
    if (!known) {
      days.set(key, { day, ...sums });
      continue;
    }
    known.replies += sums.replies;
    known.promptTokens += sums.promptTokens;
    known.completionTokens += sums.completionTokens;
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record);
}
