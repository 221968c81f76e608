import { SEED, seededRandom } from "./random";

const DRAWS = 10_000;
/** A median needs a sorted sample for each draw, so fewer draws are made for large ones. */
const MEDIAN_WORK = 4_000_000;

export type Interval = { low: number; high: number };

/** 95 % percentile interval of the mean (Efron and Tibshirani 1993), 10,000 seeded draws over cases. Null for no values. */
export function meanInterval(values: readonly number[], seed: number = SEED): Interval | null {
  if (values.length === 0) return null;
  const sample = Float64Array.from(values);
  return interval(DRAWS, seed, (random) => {
    let sum = 0;
    for (let i = 0; i < sample.length; i++) sum += sample[Math.floor(random() * sample.length)] ?? 0;
    return sum / sample.length;
  });
}

/** The same for the median. */
export function medianInterval(values: readonly number[], seed: number = SEED): Interval | null {
  if (values.length === 0) return null;
  const sample = Float64Array.from(values);
  const drawn = new Float64Array(sample.length);
  const draws = Math.max(1_000, Math.min(DRAWS, Math.floor(MEDIAN_WORK / sample.length)));
  return interval(draws, seed, (random) => {
    for (let i = 0; i < drawn.length; i++) drawn[i] = sample[Math.floor(random() * sample.length)] ?? 0;
    return middle(drawn.sort());
  });
}

export function median(values: readonly number[]): number | null {
  return values.length === 0 ? null : middle(Float64Array.from(values).sort());
}

function middle(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

function interval(draws: number, seed: number, draw: (random: () => number) => number): Interval {
  const random = seededRandom(seed);
  const found = new Float64Array(draws);
  for (let i = 0; i < draws; i++) found[i] = draw(random);
  found.sort();
  const at = (share: number) => found[Math.min(draws - 1, Math.floor(share * draws))] ?? 0;
  return { low: at(0.025), high: at(0.975) };
}
