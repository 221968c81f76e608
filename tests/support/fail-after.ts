import { AppError } from "@/lib/errors";
import { getStore } from "@/lib/store";

type Aggregate = Record<string, unknown>;
/** Counters and news: their failures are nobody's business but the log's, and they are not what is tested. */
const APART = ["rateLimits"];

/**
 * Runs `work` with a store that goes away, for reads and writes alike, the moment after `commit` (`projects.create`) was
 * done. How often that was.
 */
export async function failingAfter<T>(
  commit: string,
  work: () => Promise<T>,
): Promise<{ done: number; result: T }> {
  const store = await getStore();
  const undo: (() => void)[] = [];
  let done = 0;
  for (const [name, aggregate] of Object.entries(store as unknown as Record<string, unknown>)) {
    if (typeof aggregate !== "object" || aggregate === null || APART.includes(name)) continue;
    const methods = aggregate as Aggregate;
    for (const [method, original] of Object.entries(methods)) {
      if (typeof original !== "function") continue;
      methods[method] = async (...args: unknown[]) => {
        if (done > 0) throw new AppError("store_unavailable");
        const answer: unknown = await original.apply(methods, args);
        if (`${name}.${method}` === commit) done += 1;
        return answer;
      };
      undo.push(() => {
        methods[method] = original;
      });
    }
  }
  try {
    return { result: await work(), done };
  } finally {
    for (const one of undo) one();
  }
}
