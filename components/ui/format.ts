import { formatText } from "@/lib/text/format";

/**
 * Numbers and ages in words. What a page shows at its start is written here by hand: the first `Intl` object of a page makes the
 * browser read its tables, which held the main thread for 20 to 90 ms (docs/benchmarks.md).
 */

/** A whole number with its thousands apart: 12,345. */
export function formatNumber(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Of US dollars, small sums with as many digits as say something: $1.25, $0.0042. */
export function formatDollars(value: number): string {
  if (value === 0) return "$0";
  if (value < 0.000_1) return formatText.tiny;
  return `$${value < 0.1 ? value.toFixed(4) : value.toFixed(2)}`;
}

/** KB and MB are KiB and MiB, as everywhere in the product, with one digit after the point where it is not 0. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return formatText.bytes(bytes);
  const [size, unit] =
    bytes < 1024 * 1024 ? [bytes / 1024, formatText.KB] : [bytes / 1024 / 1024, formatText.MB];
  const tenths = Math.round(size * 10);
  const rest = tenths % 10;
  return `${formatNumber((tenths - rest) / 10)}${rest === 0 ? "" : `.${rest}`} ${unit}`;
}

const UNITS: [name: "year" | "month" | "week" | "day" | "hour" | "minute", seconds: number, one: string][] = [
  ["year", 31_536_000, formatText.lastYear],
  ["month", 2_592_000, formatText.lastMonth],
  ["week", 604_800, formatText.lastWeek],
  ["day", 86_400, formatText.yesterday],
  ["hour", 3_600, formatText.hourAgo],
  ["minute", 60, formatText.minuteAgo],
];

/** "3 hours ago"; within a minute "just now", and so is what a server whose clock is ahead has done. */
export function timeAgo(iso: string, now: number): string {
  const seconds = Math.round((now - Date.parse(iso)) / 1_000);
  for (const [name, size, one] of UNITS) {
    const count = Math.trunc(seconds / size);
    if (count >= 1) return count === 1 ? one : formatText.ago(formatNumber(count), name);
  }
  return formatText.justNow;
}

/** A moment on the reader's own clock: "Nov 29, 2026, 9:44 AM". Reads the browser's tables: for what is asked for, not for a start. */
export function exactTime(iso: string): string {
  return new Date(iso).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" });
}

/** What is made when it is first wanted, and kept: for `Intl` objects, which are dear (see above). */
export function whenWanted<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
