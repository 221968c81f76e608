import { formatNumber, whenWanted } from "@/components/ui/format";
import type { UsageRow } from "@/lib/schemas";
import { usageText } from "@/lib/text/usage";

export type Sums = Pick<UsageRow, "replies" | "inputTokens" | "outputTokens" | "cost">;
export type Group = Sums & { key: string; label: string };

const DAY_MS = 24 * 60 * 60_000;
const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The last `count` days up to `to`, oldest first. */
export function lastDays(to: string, count: number): string[] {
  const end = Date.parse(to);
  return Array.from({ length: count }, (_, i) => isoDay(end - (count - 1 - i) * DAY_MS));
}

export function addUp(rows: readonly Sums[]): Sums {
  const sums: Sums = { replies: 0, inputTokens: 0, outputTokens: 0 };
  for (const row of rows) {
    sums.replies += row.replies;
    sums.inputTokens += row.inputTokens;
    sums.outputTokens += row.outputTokens;
    if (typeof row.cost === "number") sums.cost = (sums.cost ?? 0) + row.cost;
  }
  return sums;
}

/** Groups by what `label` and `key` say, most tokens first. */
export function groupUsage<Row extends Sums>(
  rows: readonly Row[],
  by: (row: Row) => { key: string; label: string },
): Group[] {
  const groups = Map.groupBy(rows, (row) => by(row).key);
  return [...groups]
    .map(([key, members]) => ({ key, label: members[0] ? by(members[0]).label : key, ...addUp(members) }))
    .sort((a, b) => tokens(b) - tokens(a) || (a.label < b.label ? -1 : 1));
}

export const tokens = ({ inputTokens, outputTokens }: Sums): number => inputTokens + outputTokens;

const short = whenWanted(
  () => new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }),
);
const money = whenWanted(() => new Intl.NumberFormat("en", { style: "currency", currency: "USD" }));
const smallMoney = whenWanted(
  () => new Intl.NumberFormat("en", { style: "currency", currency: "USD", maximumSignificantDigits: 2 }),
);
const date = whenWanted(
  () => new Intl.DateTimeFormat("en", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" }),
);
const shortDate = whenWanted(
  () => new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" }),
);

export const inShort = (n: number): string => short().format(n);
export const inDollars = (n: number): string => (n > 0 && n < 0.1 ? smallMoney : money)().format(n);
export const dayName = (day: string): string => date().format(Date.parse(day));
export const shortDay = (day: string): string => shortDate().format(Date.parse(day));

/** What a day or a group used, in one sentence. */
export function inWords({ replies, inputTokens, outputTokens, cost }: Sums): string {
  const parts = [
    usageText.sums.input(formatNumber(inputTokens)),
    usageText.sums.output(formatNumber(outputTokens)),
    usageText.sums.replies(replies),
    ...(typeof cost === "number" ? [inDollars(cost)] : []),
  ];
  return parts.join(", ");
}

/** The next round number that is at least `n`, for the top of an axis: 1, 2 or 5 times a power of ten. */
export function roundUp(n: number): number {
  if (n <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(n));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= n) ?? 10;
  return factor * power;
}
