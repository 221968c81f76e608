import { normalise } from "@/lib/knowledge/index/vectors";

/** As text-embedding-3-small has them. */
export const DIMENSIONS = 1_536;
export const MODEL = "made-up";

/** Neighbourhoods of a hundred, as passages about one thing have. */
export function madeUpVector(n: number): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  for (const [seed, weight] of [
    [Math.floor(n / 100), 1],
    [n + 1_000_000, 0.7],
  ] as const) {
    let state = Math.imul(seed + 1, 2_654_435_761) >>> 0;
    for (let i = 0; i < DIMENSIONS; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      vector[i] = (vector[i] ?? 0) + weight * (state / 2 ** 32 - 0.5);
    }
  }
  return normalise(vector);
}
