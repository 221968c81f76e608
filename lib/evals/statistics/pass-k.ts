export type Trials = { passes: number; trials: number };

/**
 * pass^k (Yao et al., τ-bench, 2024): the chance that k repeats of a case all pass, averaged over cases, C(c,k) / C(n,k) for
 * each. Cases with fewer than k repeats are left out; null when none is left.
 */
export function passHatK(cases: readonly Trials[], k: number): number | null {
  const known = cases.filter(({ trials }) => trials >= k);
  if (known.length === 0) return null;
  return known.reduce((sum, { passes, trials }) => sum + allPass(passes, trials, k), 0) / known.length;
}

function allPass(passes: number, trials: number, k: number): number {
  let chance = 1;
  for (let i = 0; i < k; i++) chance *= Math.max(0, passes - i) / (trials - i);
  return chance;
}
