/**
 * Exact two-sided McNemar test: `better` and `worse` are the discordant pairs. McNemar 1947; the binomial form as in
 * Fagerland, Lydersen and Laake 2013.
 */
export function mcnemarTest(better: number, worse: number): number {
  const n = better + worse;
  const k = Math.min(better, worse);
  let term = 0.5 ** n;
  let tail = term;
  for (let i = 1; i <= k; i++) {
    term *= (n - i + 1) / i;
    tail += term;
  }
  return Math.min(1, 2 * tail);
}
