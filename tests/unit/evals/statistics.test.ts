import { describe, expect, it } from "vitest";
import { agreementOf, kappa } from "@/lib/evals/statistics/agreement";
import { meanInterval, median, medianInterval } from "@/lib/evals/statistics/bootstrap";
import { compareSides, type PairedCase } from "@/lib/evals/statistics/compare";
import { mcnemarTest } from "@/lib/evals/statistics/mcnemar";
import { passHatK } from "@/lib/evals/statistics/pass-k";
import { seededRandom } from "@/lib/evals/statistics/random";
import { signFlipTest } from "@/lib/evals/statistics/sign-flip";
import { wilsonInterval } from "@/lib/evals/statistics/wilson";

/** Every assignment of signs, one after the other. */
function bruteForce(differences: number[]): number {
  const seen = Math.abs(differences.reduce((a, b) => a + b, 0));
  let extreme = 0;
  for (let mask = 0; mask < 2 ** differences.length; mask++) {
    const sum = differences.reduce((s, d, i) => s + (mask & (1 << i) ? d : -d), 0);
    if (Math.abs(sum) >= seen - 1e-9) extreme += 1;
  }
  return extreme / 2 ** differences.length;
}

describe("the sign-flip test", () => {
  it("agrees with Darwin's maize as Fisher worked it out", () => {
    // Fisher, The Design of Experiments (1935), section 21: 863 of 32,768 one-sided sums are as far out.
    const eighths = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];
    expect(signFlipTest(eighths).p).toBeCloseTo((2 * 863) / 32_768, 10);
  });

  it("equals a brute-force enumeration, and leaves zeros out", () => {
    const random = seededRandom(7);
    for (let n = 1; n <= 12; n++) {
      const differences = Array.from({ length: n }, () => Math.round(random() * 8 - 4) / 4);
      const nonZero = differences.filter((d) => d !== 0);
      const { p, exact } = signFlipTest([...differences, 0, 0]);
      expect([p, exact]).toEqual([expect.closeTo(nonZero.length === 0 ? 1 : bruteForce(nonZero), 10), true]);
    }
  });

  it("is the exact McNemar test for differences of one", () => {
    for (const [better, worse] of [
      [5, 0],
      [6, 0],
      [12, 4],
      [9, 9],
      [17, 3],
    ] as const) {
      const differences = [...Array<number>(better).fill(1), ...Array<number>(worse).fill(-1)];
      expect(signFlipTest(differences).p).toBeCloseTo(mcnemarTest(better, worse), 10);
    }
  });

  it("draws by seed beyond twenty, close to the truth, and never says 0", () => {
    const differences = [...Array<number>(20).fill(1), ...Array<number>(8).fill(-1)];
    const first = signFlipTest(differences);
    expect(first).toMatchObject({ exact: false, nonZero: 28 });
    expect(signFlipTest(differences)).toEqual(first);
    // 10,000 draws of a share of .036: three times their standard deviation.
    expect(Math.abs(first.p - mcnemarTest(20, 8))).toBeLessThan(0.006);
    expect(signFlipTest(Array<number>(500).fill(1)).p).toBeCloseTo(1 / 10_001, 8);
  });

  it("is exact for twenty cases that differ, however many do not", () => {
    const twenty = [...Array<number>(15).fill(1), ...Array<number>(5).fill(-1)];
    const found = signFlipTest([...twenty, ...Array<number>(30).fill(0)]);
    expect(found).toEqual({ p: expect.closeTo(mcnemarTest(15, 5), 10), exact: true, nonZero: 20 });
  });

  it("counts sums that only rounding tells apart from the one seen", () => {
    const thirds = [1, -1 / 3, -1, -1];
    expect(signFlipTest(thirds).p).toBeCloseTo(bruteForce(thirds), 10);
    expect(signFlipTest(thirds).p).toBeCloseTo(5 / 8, 10);
  });
});

describe("the exact McNemar test", () => {
  it.each([
    // Two-sided binomial tails, as R's binom.test(min, n)$p.value gives them.
    [0, 5, 0.0625],
    [0, 6, 0.03125],
    [1, 9, 0.021484375],
    [4, 12, 0.076812744140625],
    [3, 3, 1],
    [0, 0, 1],
  ])("of %i against %i is %f", (better, worse, p) => {
    expect(mcnemarTest(better, worse)).toBeCloseTo(p, 10);
  });
});

describe("Wilson's interval", () => {
  it.each([
    // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %i in %i is %f to %f", (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it("of nothing is none", () => expect(wilsonInterval(0, 0)).toBeNull());

  it("never leaves 0 to 1", () => {
    for (let n = 1; n <= 400; n++) {
      expect(wilsonInterval(0, n)?.low).toBeGreaterThanOrEqual(0);
      expect(wilsonInterval(n, n)?.high).toBeLessThanOrEqual(1);
    }
  });
});

describe("the bootstrap", () => {
  it("is the same for the same values, covers the mean, and narrows with their number", () => {
    const random = seededRandom(1);
    const values = Array.from({ length: 400 }, () => random());
    const wide = meanInterval(values.slice(0, 25));
    const narrow = meanInterval(values);
    expect(meanInterval(values)).toEqual(narrow);
    if (!wide || !narrow) throw new Error("no interval");
    expect(narrow.high - narrow.low).toBeLessThan((wide.high - wide.low) / 2);
    // The normal approximation: ±1.96 × √(1/12) / √400.
    expect(narrow.high - narrow.low).toBeCloseTo((2 * 1.96 * Math.sqrt(1 / 12)) / 20, 2);
  });

  it("takes the 2.5th and the 97.5th percentile of what can be drawn", () => {
    // Of eight draws from half ones and half zeros at most one is a one in 3.5 % of all, none in 0.4 %.
    expect(meanInterval([1, 0, 1, 0, 1, 0, 1, 0])).toEqual({ low: 1 / 8, high: 7 / 8 });
    // Of nine draws from 1 to 9 the median is 1 in 0.2 % of all, at most 2 in 3 %.
    expect(medianInterval([3, 1, 2, 6, 5, 4, 9, 8, 7])).toEqual({ low: 2, high: 8 });
  });

  it("hardly depends on its seed", () => {
    const random = seededRandom(3);
    const values = Array.from({ length: 400 }, () => random());
    const lows = [1, 2, 3, 4, 5, 6].map((seed) => meanInterval(values, seed)?.low ?? 0);
    expect(Math.max(...lows) - Math.min(...lows)).toBeLessThan(0.003);
    expect(new Set(lows).size).toBeGreaterThan(1);
  });

  it("of equal values is a point; the median is the middle", () => {
    expect(meanInterval([1, 1, 1])).toEqual({ low: 1, high: 1 });
    expect(medianInterval([2, 2])).toEqual({ low: 2, high: 2 });
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, null]);
    expect(meanInterval([])).toBeNull();
  });
});

describe("pass^k", () => {
  it("is the mean of C(c,k) / C(n,k)", () => {
    const cases = [
      { passes: 3, trials: 4 },
      { passes: 4, trials: 4 },
      { passes: 1, trials: 4 },
    ];
    expect(passHatK(cases, 1)).toBeCloseTo((0.75 + 1 + 0.25) / 3, 10);
    expect(passHatK(cases, 2)).toBeCloseTo((3 / 6 + 1 + 0) / 3, 10);
    expect(passHatK(cases, 4)).toBeCloseTo(1 / 3, 10);
    expect(passHatK(cases, 5)).toBeNull();
  });
});

describe("agreement with people", () => {
  it("gives Cohen's κ of the usual example", () => {
    // 20 both yes, 15 both no, 5 and 10 apart: po = .70, pe = .50, κ = .40.
    const found = kappa({ truePass: 20, falsePass: 5, trueFail: 15, falseFail: 10 });
    expect(found?.value).toBeCloseTo(0.4, 10);
    // ± 1.96 × √(.70 × .30 / 50) / .50
    expect(found?.interval).toEqual({ low: expect.closeTo(0.146, 3), high: expect.closeTo(0.654, 3) });
  });

  it("lets a judge block only with ten of each and both rates at 80 %", () => {
    const good = { truePass: 9, falseFail: 1, trueFail: 8, falsePass: 2 };
    expect(agreementOf(good)).toMatchObject({ calibrated: true, humanPasses: 10, humanFails: 10 });
    expect(agreementOf({ ...good, trueFail: 7, falsePass: 3 }).calibrated).toBe(false);
    expect(agreementOf({ ...good, trueFail: 7 }).calibrated).toBe(false);
    expect(agreementOf({ truePass: 9, falseFail: 0, trueFail: 10, falsePass: 0 }).calibrated).toBe(false);
    expect(agreementOf({ truePass: 7, falseFail: 3, trueFail: 10, falsePass: 0 }).calibrated).toBe(false);
    expect(agreementOf({ truePass: 8, falseFail: 2, trueFail: 8, falsePass: 2 })).toMatchObject({
      calibrated: true,
      sensitivity: {
        value: 0.8,
        interval: { low: expect.closeTo(0.4902, 4), high: expect.closeTo(0.9433, 4) },
      },
      specificity: { value: 0.8 },
    });
  });
});

describe("two sides", () => {
  const pair = (candidate: number, baseline: number, n = 1): PairedCase[] =>
    Array.from({ length: n }, (_, i) => ({
      caseId: `${candidate}${baseline}${i}`,
      candidate: { passes: candidate, trials: 1 },
      baseline: { passes: baseline, trials: 1 },
    }));

  it("are better or worse only when the test says so", () => {
    expect(compareSides([...pair(1, 0, 6), ...pair(1, 1, 4)], 1)).toMatchObject({
      verdict: "better",
      p: 0.03125,
    });
    expect(compareSides([...pair(0, 1, 6), ...pair(1, 1, 4)], 1).verdict).toBe("worse");
    // Five of five better looks sure and is not: p = 1/16.
    expect(compareSides(pair(1, 0, 5), 1)).toMatchObject({
      verdict: "unclear",
      p: 0.0625,
      improved: 5,
      regressed: 0,
      needed: { cases: 1, repeats: null },
    });
    expect(compareSides(pair(0, 1, 5), 1)).toMatchObject({ verdict: "unclear", improved: 0, regressed: 5 });
  });

  it("are the same within five points, else unclear, with how many more would tell", () => {
    expect(compareSides(pair(1, 1, 12), 1).verdict).toBe("same");
    expect(compareSides(pair(1, 1, 12), 1).needed).toBeNull();
    const some = compareSides([...pair(1, 0, 3), ...pair(0, 1, 1), ...pair(1, 1, 6)], 1);
    expect(some).toMatchObject({
      verdict: "unclear",
      improved: 3,
      regressed: 1,
      candidate: 0.9,
      baseline: 0.7,
    });
    expect(some.passHatK).toEqual({ k: 1, candidate: 0.9, baseline: expect.closeTo(0.7, 10) });
    // (1.96 + .84)² × .4 / .2² = 78.5 cases in all, of which ten are there; or eight times as many repeats.
    expect(some.needed).toEqual({ cases: 69, repeats: 7 });
    expect(compareSides([], 1)).toMatchObject({ verdict: "unclear", cases: 0, difference: null });
  });

  it("are not the same where only one end of the interval is near", () => {
    for (const [candidate, baseline] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const found = compareSides([...pair(candidate, baseline, 5), ...pair(1, 1, 95)], 1);
      expect(found).toMatchObject({ verdict: "unclear", p: 0.0625 });
    }
    // Five of a hundred either way: ± 6 points.
    const noisy = compareSides([...pair(1, 0, 5), ...pair(0, 1, 5), ...pair(1, 1, 90)], 1);
    expect(noisy).toMatchObject({ verdict: "unclear", difference: 0 });
  });

  it("give no advice that nobody could follow", () => {
    expect(compareSides(pair(1, 0, 4), 1).needed).toEqual({ cases: 2, repeats: null });
    expect(compareSides(pair(1, 0, 1), 1).needed).toEqual({ cases: 5, repeats: null });
    const faint = compareSides([...pair(1, 0, 10), ...pair(0, 1, 7), ...pair(1, 1, 83)], 1);
    expect(faint).toMatchObject({ verdict: "unclear", needed: { cases: null, repeats: null } });
  });

  it("leave out cases that a side has no answer to, and compare cost by paired ratios", () => {
    const [base] = pair(1, 1);
    if (!base) throw new Error("no pair");
    const cost = { candidate: 2, baseline: 1 };
    const compared = compareSides(
      [
        { ...base, cost },
        { ...base, caseId: "x", candidate: { passes: 0, trials: 0 } },
      ],
      1,
    );
    expect(compared).toMatchObject({ cases: 1, cost: { median: 2, cases: 1 }, latency: null });
    const free = compareSides([{ ...base, cost: { candidate: 2, baseline: 0 } }], 1);
    expect(free.cost, "of nothing there is no multiple").toBeNull();
  });
});
