import { expect, it } from "vitest";
import { MemorySource } from "@/lib/knowledge/search/memory-source";
import { rankByVectors } from "@/lib/knowledge/search/rank-vectors";
import { madeUpVector } from "../../support/vectors";

const DIMENSIONS = 512;
const madeUp = (n: number) => madeUpVector(n, DIMENSIONS, 0.8);

async function filled(count: number) {
  const source = new MemorySource();
  const vectors = Array.from({ length: count }, (_, n) => madeUp(n));
  const head = source.addPieces(
    "a.txt",
    vectors.map(() => "x"),
  );
  source.addVectors(head, "m", vectors);
  return { source, head, vectors };
}

it.each([500, 6_500])(
  "finds nearly all of the nearest of %i vectors by their bits and bytes",
  async (count) => {
    const { source, head, vectors } = await filled(count);
    let common = 0;
    for (let n = 0; n < 10; n++) {
      const query = madeUp(n * 37 + 5);
      const dot = (vector: Float32Array) => {
        let sum = 0;
        for (let i = 0; i < DIMENSIONS; i++) sum += (vector[i] ?? 0) * (query[i] ?? 0);
        return sum;
      };
      const exact = vectors.map((vector, ordinal) => ({ ordinal, score: dot(vector) }));
      exact.sort((a, b) => b.score - a.score);
      const wanted = new Set(exact.slice(0, 10).map(({ ordinal }) => ordinal));
      const found = await rankByVectors(source, [head], { model: "m", values: query }, 10);
      expect(found[0]?.ordinal).toBe(exact[0]?.ordinal);
      expect(found[0]?.score).toBeCloseTo(exact[0]?.score ?? 0, 2);
      common += found.filter(({ ordinal }) => wanted.has(ordinal)).length;
    }
    expect(common).toBeGreaterThanOrEqual(90);
  },
);

it("passes over vectors of another model or length", async () => {
  const { source, head } = await filled(20);
  expect(await rankByVectors(source, [head], { model: "other", values: madeUp(1) }, 5)).toEqual([]);
  expect(await rankByVectors(source, [head], { model: "m", values: [1, 0, 0] }, 5)).toEqual([]);
});
