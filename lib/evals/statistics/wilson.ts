import type { Interval } from "./bootstrap";

/** Of the normal distribution, for 95 %. */
const Z = 1.959963984540054;

/** Wilson's score interval of a share, 95 % (Wilson 1927; Newcombe 1998). Null for no trials. */
export function wilsonInterval(successes: number, trials: number): Interval | null {
  if (trials === 0) return null;
  const share = successes / trials;
  const scale = 1 + (Z * Z) / trials;
  const centre = (share + (Z * Z) / (2 * trials)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / trials + (Z * Z) / (4 * trials * trials));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
