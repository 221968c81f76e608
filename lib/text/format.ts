/** Numbers, sizes and ages in words. */
export const formatText = {
  tiny: "less than $0.0001",
  bytes: (count: number) => `${count} B`,
  KB: "KB",
  MB: "MB",
  lastYear: "last year",
  lastMonth: "last month",
  lastWeek: "last week",
  yesterday: "yesterday",
  hourAgo: "1 hour ago",
  minuteAgo: "1 minute ago",
  /** @param count more than one */
  ago: (count: string, unit: "year" | "month" | "week" | "day" | "hour" | "minute") =>
    `${count} ${unit}s ago`,
  justNow: "just now",
} as const;
