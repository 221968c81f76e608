import type { Measured } from "./load.ts";

type Burst = { subject: string; count: number; median: number; p95: number; low: number; high: number };

const f = (value: number, digits = 0) => (Number.isFinite(value) ? value.toFixed(digits) : "–");
const find = (results: Measured[], subject: string, concurrent: number) =>
  results.find((result) => result.subject === subject && result.concurrent === concurrent);

/** First text later than when the provider is asked directly. Milliseconds. */
const added = (result: Measured, results: Measured[]) =>
  result.firstText - (find(results, "direct", result.concurrent)?.firstText ?? Number.NaN);

export function row(r: Measured, results: Measured[]): string {
  const suffix = r.subject.includes(", one core") ? ", one core" : "";
  const base = find(results, `pass-through${suffix}`, r.concurrent)?.cpuPer1000 ?? Number.NaN;
  const cells = [
    r.concurrent,
    r.subject,
    `${f(r.firstText)} (${f(r.firstText95)})`,
    f(added(r, results)),
    `${f(r.late)} (${f(r.late99)})`,
    `${f(r.cpuPer1000, 3)} (${f(r.cpuLow, 3)}–${f(r.cpuHigh, 3)})`,
    f(r.cpuPer1000 / base, 2),
    `${f(r.cpu * 100)} %`,
    // One reply's memory is lost in the garbage of the others.
    r.concurrent < 50 ? "–" : f(r.mbPerReply, 2),
    `${f(r.paceLoss * 100, 1)} %`,
  ];
  return `| ${cells.join(" | ")} |`;
}

export function burstRow(entry: Burst, all: Burst[]): string {
  const direct = all.find(({ subject, count }) => subject === "direct" && count === entry.count);
  const later = entry.median - (direct?.median ?? Number.NaN);
  return `| ${entry.count} | ${entry.subject} | ${f(entry.median)} (${f(entry.p95)}) | ${f(later)} | ${f(entry.low)}–${f(entry.high)} |`;
}

export type Outcome = { name: string; met: boolean; figure: string };

/** The limits that the project has set itself. */
export function limits(results: Measured[], oneCore: number): Outcome[] {
  const outcomes: Outcome[] = [];
  for (const level of [50, 200]) {
    const ours = find(results, "ours", level);
    const bare = find(results, "pass-through", level);
    const sdk = find(results, "AI SDK", level);
    if (!ours || !bare || !sdk) continue;
    const [a, b] = [ours.cpuPer1000 / bare.cpuPer1000, ours.cpuPer1000 / sdk.cpuPer1000];
    outcomes.push({
      name: `${level} replies: at most twice the pass-through's CPU`,
      met: a <= 2,
      figure: `${f(a, 2)} times`,
    });
    outcomes.push({
      name: `${level} replies: less CPU than the AI SDK`,
      met: b < 1,
      figure: `${f(b, 2)} times`,
    });
  }
  for (const [level, limit] of [
    [1, 15],
    [200, 100],
  ] as const) {
    const ours = find(results, "ours", level);
    if (!ours) continue;
    const ms = added(ours, results);
    outcomes.push({
      name: `${level} replies: first text at most ${limit} ms later`,
      met: ms <= limit,
      figure: `${f(ms)} ms`,
    });
  }
  const full = find(results, "ours, one core", oneCore);
  if (full) {
    outcomes.push({
      name: `${oneCore} replies of 20 tokens/s on one core keep their pace`,
      met: full.paceLoss < 0.01,
      figure: `${f(full.paceLoss * 100, 1)} % lost, ${f(full.cpu * 100)} % of the core`,
    });
  }
  return outcomes;
}
