import { embed, embeddingModel } from "@/lib/ai";
import type { Check } from "@/lib/schemas";
import { error, type Finding, judged, skipped } from "./types";

/** Cosine of the two texts' vectors; needs an embedding model. */
export async function similar(
  { value, threshold }: Extract<Check, { type: "similar" }>,
  output: string,
  signal: AbortSignal,
): Promise<Finding> {
  if (!(await embeddingModel())) return skipped("No embedding model is set");
  try {
    const [a, b] = await embed([output, value], { signal });
    const cosine = cosineOf(a ?? [], b ?? []);
    return judged(
      cosine >= threshold,
      `Similarity ${cosine.toFixed(3)}`,
      `Similarity ${cosine.toFixed(3)}, wanted ${threshold}`,
    );
  } catch (cause) {
    if (signal.aborted) throw cause;
    return error("The embedding model did not answer");
  }
}

export function cosineOf(a: readonly number[], b: readonly number[]): number {
  let [dot, left, right] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    dot += x * y;
    left += x * x;
    right += y * y;
  }
  return left === 0 || right === 0 ? 0 : dot / Math.sqrt(left * right);
}
