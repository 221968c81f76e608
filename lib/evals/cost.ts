import { costOf, dollars } from "@/lib/ai";
import type { Usage } from "@/lib/schemas";
import type { Spent } from "@/lib/store";

/** What a model without a price counts with against a limit, so that a limit always ends. US dollars per million tokens. */
const ASSUMED = { prompt: 10, completion: 30 };

export const NOTHING_SPENT: Spent = {
  cost: 0,
  priced: true,
  limitCost: 0,
  usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
};

export function spentOn(model: string, usage: Usage): Spent {
  const cost = costOf(model, usage);
  return { cost: cost ?? 0, priced: cost !== null, limitCost: cost ?? dollars(ASSUMED, usage), usage };
}

export function addSpent(a: Spent, b: Spent): Spent {
  return {
    cost: a.cost + b.cost,
    priced: a.priced && b.priced,
    limitCost: a.limitCost + b.limitCost,
    usage: {
      prompt_tokens: a.usage.prompt_tokens + b.usage.prompt_tokens,
      completion_tokens: a.usage.completion_tokens + b.usage.completion_tokens,
      total_tokens: a.usage.total_tokens + b.usage.total_tokens,
    },
  };
}
