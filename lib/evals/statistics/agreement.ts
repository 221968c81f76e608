import type { Interval } from "./bootstrap";
import { wilsonInterval } from "./wilson";

/** What the judge said beside what a person says, counted over reviewed verdicts. */
export type Confusion = { truePass: number; falsePass: number; trueFail: number; falseFail: number };
export type Rate = { value: number; interval: Interval };
export type Agreement = {
  humanPasses: number;
  humanFails: number;
  /** Share of what people pass that the judge passes. */
  sensitivity: Rate | null;
  /** Share of what people fail that the judge fails. */
  specificity: Rate | null;
  kappa: Rate | null;
  /** Enough was reviewed and the judge is right often enough for its checks to block. */
  calibrated: boolean;
};

const ENOUGH = 10;
const RIGHT = 0.8;
const Z = 1.959963984540054;

export function agreementOf(confusion: Confusion): Agreement {
  const { truePass, falsePass, trueFail, falseFail } = confusion;
  const humanPasses = truePass + falseFail;
  const humanFails = trueFail + falsePass;
  const sensitivity = rate(truePass, humanPasses);
  const specificity = rate(trueFail, humanFails);
  const calibrated =
    humanPasses >= ENOUGH &&
    humanFails >= ENOUGH &&
    (sensitivity?.value ?? 0) >= RIGHT &&
    (specificity?.value ?? 0) >= RIGHT;
  return { humanPasses, humanFails, sensitivity, specificity, kappa: kappa(confusion), calibrated };
}

function rate(hits: number, of: number): Rate | null {
  const interval = wilsonInterval(hits, of);
  return interval && { value: hits / of, interval };
}

/** Cohen's κ with his large-sample interval (Cohen 1960). Null where chance alone explains everything. */
export function kappa({ truePass, falsePass, trueFail, falseFail }: Confusion): Rate | null {
  const n = truePass + falsePass + trueFail + falseFail;
  if (n === 0) return null;
  const seen = (truePass + trueFail) / n;
  const judge = (truePass + falsePass) / n;
  const human = (truePass + falseFail) / n;
  const chance = judge * human + (1 - judge) * (1 - human);
  if (chance === 1) return null;
  const value = (seen - chance) / (1 - chance);
  const half = (Z * Math.sqrt((seen * (1 - seen)) / n)) / (1 - chance);
  return { value, interval: { low: Math.max(-1, value - half), high: Math.min(1, value + half) } };
}
