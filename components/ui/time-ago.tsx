"use client";

import { useEffect, useState } from "react";
import { exactTime, timeAgo } from "./format";

/** A moment in words, refreshed each minute; the exact local time shows on hover. */
export function TimeAgo({ iso, className }: { iso: string; className?: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time
      dateTime={iso}
      data-tip=""
      onPointerEnter={({ currentTarget }) => {
        currentTarget.dataset.tip = exactTime(iso);
      }}
      className={className}
      suppressHydrationWarning
    >
      {timeAgo(iso, now)}
    </time>
  );
}
