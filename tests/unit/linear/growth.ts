import { expect } from "vitest";

/** One text-eating function and the worst input of its kind: `make(n)` is `n` times the pattern. */
export type Case = {
  name: string;
  make: (n: number) => string;
  run: (input: string) => unknown;
  max: number;
};

/** Below this a doubling can't be told from noise. Milliseconds. */
const MEASURABLE = 12;
const ALLOWED = 2.5;
const ATTEMPTS = 6;

/** In the processor's milliseconds: others who use the machine add none. */
function fastest(run: (input: string) => unknown, input: string, times: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const before = process.threadCpuUsage();
    run(input);
    const { user, system } = process.threadCpuUsage(before);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}

/**
 * Doubles the input until its time can be measured or the allowed size is reached, and says by how much one more
 * doubling multiplies it. What takes no measurable time at the allowed size is linear enough. A disturbance only adds
 * time, so the best of several attempts counts.
 */
export function expectLinear({ make, run, max }: Case): void {
  let n = Math.min(max, 500);
  run(make(n));
  while (n * 2 <= max && fastest(run, make(n), 1) < MEASURABLE) n *= 2;
  const [small, large] = [make(Math.max(1, Math.floor(n / 2))), make(n)];
  let growth = Number.POSITIVE_INFINITY;
  let took = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = fastest(run, small, 2 + attempt);
    took = fastest(run, large, 2 + attempt);
    growth = Math.min(growth, took / before);
    if (growth <= ALLOWED || took < MEASURABLE / 2) return;
  }
  expect(growth, `doubled input, ${took.toFixed(0)} ms`).toBeLessThanOrEqual(ALLOWED);
}
