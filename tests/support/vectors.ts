import { normalise } from "@/lib/knowledge/index/vectors";

/**
 * The nth vector of neighbourhoods of a hundred around random points, as passages about one thing have them; the same
 * in every run. `apart` is how far neighbours stand apart.
 */
export function madeUpVector(n: number, dimensions: number, apart: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const [seed, weight] of [
    [Math.floor(n / 100), 1],
    [n + 1_000_000, apart],
  ] as const) {
    let state = Math.imul(seed + 1, 2_654_435_761) >>> 0;
    for (let i = 0; i < dimensions; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      vector[i] = (vector[i] ?? 0) + weight * (state / 2 ** 32 - 0.5);
    }
  }
  return normalise(vector);
}
