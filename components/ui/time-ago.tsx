"use client";

import { useEffect, useState } from "react";

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "long" });

/** "3 hours ago"; within a minute "just now", and so is what a server whose clock is ahead has done. */
export function timeAgo(iso: string, now: number): string {
  const seconds = Math.round((Date.parse(iso) - now) / 1_000);
  for (const [unit, size] of units) {
    if (-seconds >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return "just now";
}

/** A moment in words, refreshed each minute; the exact local time shows on hover. */
export function TimeAgo({ iso, className }: { iso: string; className?: string }) {
  const [now, setNow] = useState(() => Date.now());
  const [exact, setExact] = useState<string>();
  useEffect(() => {
    setExact(new Date(iso).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" }));
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, [iso]);
  return (
    <time dateTime={iso} title={exact} className={className} suppressHydrationWarning>
      {timeAgo(iso, now)}
    </time>
  );
}
