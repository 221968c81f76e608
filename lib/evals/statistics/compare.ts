import { type Interval, meanInterval, median, medianInterval } from "./bootstrap";
import { passHatK, type Trials } from "./pass-k";
import { signFlipTest } from "./sign-flip";

export type Verdict = "better" | "worse" | "same" | "unclear";
/** One case on both sides; costs and times are means over its repeats, null where unknown. */
export type PairedCase = {
  caseId: string;
  candidate: Trials;
  baseline: Trials;
  cost?: { candidate: number | null; baseline: number | null };
  latency?: { candidate: number | null; baseline: number | null };
};
export type Ratio = { median: number; interval: Interval; cases: number };
export type Comparison = {
  verdict: Verdict;
  cases: number;
  improved: number;
  regressed: number;
  candidate: number | null;
  baseline: number | null;
  difference: number | null;
  interval: Interval | null;
  p: number;
  exact: boolean;
  passHatK: { k: number; candidate: number | null; baseline: number | null };
  cost: Ratio | null;
  latency: Ratio | null;
  /** For `unclear`: about how many more cases like these, or repeats of these, would tell; null: no number would be honest. */
  needed: { cases: number | null; repeats: number | null } | null;
};

const SIGNIFICANT = 0.05;
/** Differences within this many points either way count as the same. */
const SAME = 0.05;
const Z = 1.959963984540054;
const POWER = 0.8416212335729143;
/** The fewest changed cases, all one way, that an exact test can call significant: 2 / 2^6 < .05. */
const FEWEST = 6;
/** More than so many is no advice. */
const MOST = 500;

/**
 * Candidate against baseline over cases that both sides answered. Better or worse: p < .05 and the interval excludes 0. Same:
 * the interval lies within ±5 points. Everything else is `unclear`.
 */
export function compareSides(pairs: readonly PairedCase[], repeats: number): Comparison {
  const both = pairs.filter(({ candidate, baseline }) => candidate.trials > 0 && baseline.trials > 0);
  const differences = both.map(({ candidate, baseline }) => rate(candidate) - rate(baseline));
  const test = signFlipTest(differences);
  const interval = meanInterval(differences);
  const difference = both.length === 0 ? null : mean(differences);
  const verdict = verdictOf(test.p, difference, interval);
  const k = Math.max(1, repeats);
  return {
    verdict,
    cases: both.length,
    improved: differences.filter((d) => d > 0).length,
    regressed: differences.filter((d) => d < 0).length,
    candidate: both.length === 0 ? null : mean(both.map((pair) => rate(pair.candidate))),
    baseline: both.length === 0 ? null : mean(both.map((pair) => rate(pair.baseline))),
    difference,
    interval,
    p: test.p,
    exact: test.exact,
    passHatK: {
      k,
      candidate: passHatK(
        both.map((pair) => pair.candidate),
        k,
      ),
      baseline: passHatK(
        both.map((pair) => pair.baseline),
        k,
      ),
    },
    cost: ratio(both.map((pair) => pair.cost)),
    latency: ratio(both.map((pair) => pair.latency)),
    needed: verdict === "unclear" ? needed(differences, repeats) : null,
  };
}

function verdictOf(p: number, difference: number | null, interval: Interval | null): Verdict {
  if (difference === null || interval === null) return "unclear";
  if (p < SIGNIFICANT && interval.low > 0) return "better";
  if (p < SIGNIFICANT && interval.high < 0) return "worse";
  return interval.low >= -SAME && interval.high <= SAME ? "same" : "unclear";
}

const rate = ({ passes, trials }: Trials) => passes / trials;
const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;

function ratio(sides: ({ candidate: number | null; baseline: number | null } | undefined)[]): Ratio | null {
  const ratios = sides.flatMap((side) =>
    side?.candidate != null && side.baseline != null && side.baseline > 0
      ? [side.candidate / side.baseline]
      : [],
  );
  const interval = medianInterval(ratios);
  const middle = median(ratios);
  return interval && middle !== null ? { median: middle, interval, cases: ratios.length } : null;
}

/**
 * The usual formula for a paired mean, 80 % power at 5 %, for a difference as large as the one seen; where there is next to
 * none, what narrows the interval to ±5 points. Repeats help as far as a case's own chance is what spreads.
 */
function needed(
  differences: readonly number[],
  repeats: number,
): { cases: number | null; repeats: number | null } {
  const n = differences.length;
  if (n < 2) return { cases: Math.max(0, FEWEST - n), repeats: null };
  const centre = mean(differences);
  const spread = Math.sqrt(differences.reduce((sum, d) => sum + (d - centre) ** 2, 0) / (n - 1));
  const changed = differences.filter((d) => d !== 0).length;
  if (spread === 0) return { cases: changed === 0 ? null : Math.max(1, FEWEST - n), repeats: null };
  const tells =
    Math.abs(centre) < SAME / 2 ? ((Z * spread) / SAME) ** 2 : (((Z + POWER) * spread) / centre) ** 2;
  const enough = Math.max(tells, changed === 0 ? 0 : Math.ceil((FEWEST * n) / changed));
  const more = Math.max(1, Math.ceil(enough - n));
  const cases = more > MOST ? null : more;
  const factor = Math.ceil((repeats * enough) / n);
  return { cases, repeats: factor <= 10 && factor > repeats ? factor - repeats : null };
}
