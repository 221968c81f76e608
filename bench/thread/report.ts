import { cpus, loadavg } from "node:os";

/** `limit` in ms holds for the median. */
export type Row = { name: string; values: number[]; limit?: number };

const f = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0));

function statsOf(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    best: sorted[0] ?? Number.NaN,
    median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    worst: sorted.at(-1) ?? Number.NaN,
  };
}

/** Prints a table for `docs/benchmarks.md` and what was met. @returns whether all was */
export function report(rows: readonly Row[], chromium: string, loadBefore: number): boolean {
  const [load = 0] = loadavg();
  console.log(
    `\n${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, Chromium ${chromium}; load average ${loadBefore.toFixed(1)} before, ${load.toFixed(1)} after\n`,
  );
  console.log("| ms | median | best | worst | limit | |\n|---|--:|--:|--:|--:|---|");
  let all = true;
  for (const { name, values, limit } of rows) {
    const { best, median, worst } = statsOf(values);
    // Not `median > limit`: what could not be measured is not met.
    const met = limit === undefined || median <= limit;
    all &&= met;
    console.log(
      `| ${name} | ${f(median)} | ${f(best)} | ${f(worst)} | ${limit ?? ""} | ${limit === undefined ? "" : met ? "met" : "**missed**"} |`,
    );
  }
  return all;
}
