import type { Check } from "@/lib/schemas";
import { type Answered, type Finding, judged, skipped } from "./types";

type Of<T extends Check["type"]> = Extract<Check, { type: T }>;

/** Times of what was sent now; a reply that waited for its turn began when it was sent. */
export function latency({ first, total }: Of<"latency">, { firstMs, totalMs }: Answered): Finding {
  const faults: string[] = [];
  if (first !== undefined && (firstMs === null || firstMs > first)) {
    faults.push(
      firstMs === null ? "no text came" : `first text after ${round(firstMs)} ms, wanted ${first} ms`,
    );
  }
  if (total !== undefined && (totalMs === null || totalMs > total)) {
    faults.push(`took ${round(totalMs ?? 0)} ms, wanted ${total} ms`);
  }
  return judged(faults.length === 0, `Took ${round(totalMs ?? 0)} ms`, faults.join("; "));
}

const round = (ms: number) => Math.round(ms).toLocaleString("en");

export function cost({ max }: Of<"cost">, answer: Answered): Finding {
  if (answer.cost === null) return skipped("No price is known for this model");
  const spent = `$${answer.cost.toFixed(6)}`;
  return judged(answer.cost <= max, `Cost ${spent}`, `Cost ${spent}, wanted at most $${max}`);
}

export function tokens({ max }: Of<"tokens">, { usage }: Answered): Finding {
  if (!usage) return skipped("The provider did not say how many tokens it used");
  const used = usage.total_tokens;
  return judged(used <= max, `${used} tokens`, `${used} tokens, wanted at most ${max}`);
}

/** The model ended by itself: neither its token limit nor a filter cut it off. */
export function finish({ finishReason }: Answered): Finding {
  const why =
    finishReason === "length" ? "cut off at its token limit" : `ended with ${finishReason ?? "nothing"}`;
  return judged(finishReason === "stop", "Came to its end", `The answer was ${why}`);
}
