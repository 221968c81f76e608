import { expect } from "vitest";

/**
 * One text-eating function and the worst input of its kind: `make(n)` is `n` times the pattern, `max` times is the
 * allowed size.
 */
export type Case = {
  name: string;
  make: (n: number) => string;
  run: (input: string) => unknown;
  max: number;
};

const CHARACTERS = 40_000;

export type Reader = [name: string, run: (text: string) => unknown, patterns: string[]];

/** A case for each reader and pattern, on texts of 40,000 characters. */
export const casesOf = (readers: Reader[]): Case[] =>
  readers.flatMap(([name, run, patterns]) =>
    patterns.map((pattern) => ({
      name: `${name}: ${JSON.stringify(pattern)}`,
      max: Math.floor(CHARACTERS / pattern.length),
      make: (n: number) => pattern.repeat(n),
      run,
    })),
  );

/** What takes less at the allowed size stops nobody, and its growth can't be told from noise. Milliseconds. */
const MEASURABLE = 50;
const ALLOWED = 2.5;
const ATTEMPTS = 6;

/** Milliseconds of this thread's own: what else the machine does is no matter. */
function took(run: (input: string) => unknown, input: string): number {
  const before = process.threadCpuUsage();
  run(input);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

/** Fails when the allowed size takes more than two and a half times as long as its half. The best of several runs counts. */
export function expectLinear({ make, run, max }: Case): void {
  const [half, whole] = [make(Math.floor(max / 2)), make(max)];
  let small = Number.POSITIVE_INFINITY;
  let large = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    large = Math.min(large, took(run, whole));
    if (large < MEASURABLE) return;
    small = Math.min(small, took(run, half));
    if (large / small <= ALLOWED) return;
  }
  expect(large / small, `${large.toFixed(0)} ms at the allowed size`).toBeLessThanOrEqual(ALLOWED);
}
