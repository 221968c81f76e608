/**
 * A small seeded generator, so that the same results always give the same interval and p value.
 * Mulberry32 by Tommy Ettinger (public domain): period 2^32, passes gjrand's small tests. Not for secrets.
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One seed for all figures of the product: they depend on the results alone. */
export const SEED = 20_261_129;
