import { SEED, seededRandom } from "./random";

/** Up to here every assignment of signs is looked at: 2^20 of them. */
const EXACT_MAX = 20;
const DRAWS = 10_000;
/** Sums of the same numbers in another order may differ by this much. */
const ROUNDING = 1e-9;

export type SignFlip = { p: number; exact: boolean; nonZero: number };

/**
 * Two-sided sign-flip permutation test (Fisher 1935; Good, Permutation Tests, 2000): how often a random choice of signs gives a
 * sum of differences at least as far from zero as the one that was seen. Zero differences carry no information and are
 * left out. Exact up to 20 others; beyond, 10,000 seeded draws with the observation counted once
 * (Phipson and Smyth 2010), so p is never 0. With differences of ±1 it is the exact McNemar test.
 */
export function signFlipTest(differences: readonly number[], seed: number = SEED): SignFlip {
  const sizes = differences.filter((d) => d !== 0).map(Math.abs);
  const nonZero = sizes.length;
  if (nonZero === 0) return { p: 1, exact: true, nonZero };
  const seen = Math.abs(differences.reduce((sum, d) => sum + d, 0)) - ROUNDING;
  if (nonZero <= EXACT_MAX) return { p: exact(sizes, seen), exact: true, nonZero };
  const random = seededRandom(seed);
  let extreme = 0;
  for (let draw = 0; draw < DRAWS; draw++) {
    let sum = 0;
    for (const size of sizes) sum += random() < 0.5 ? size : -size;
    if (Math.abs(sum) >= seen) extreme += 1;
  }
  return { p: (extreme + 1) / (DRAWS + 1), exact: false, nonZero };
}

/** Gray code: each assignment differs from the one before by one sign. The first sign stays, for both tails are equal. */
function exact(sizes: readonly number[], seen: number): number {
  const [first = 0, ...rest] = sizes;
  const signs = rest.map(() => 1);
  const total = 2 ** rest.length;
  let sum = rest.reduce((a, b) => a + b, first);
  let extreme = Math.abs(sum) >= seen ? 1 : 0;
  for (let i = 1; i < total; i++) {
    const at = 31 - Math.clz32(i & -i);
    const sign = -(signs[at] ?? 1);
    signs[at] = sign;
    sum += 2 * sign * (rest[at] ?? 0);
    if (Math.abs(sum) >= seen) extreme += 1;
  }
  return extreme / total;
}
