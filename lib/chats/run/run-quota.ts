import type { GenerationRequest } from "@/lib/ai";
import { isQuotaRefused, openQuota, quotaRefused } from "@/lib/auth";
import type { Scope } from "@/lib/store";
import { promptTokensOf, type Reserve, type RunBudget } from "./run-budget";

/**
 * Reserves what a reply can take on the quota of whoever answers for it, and on what else it takes its tokens from: its
 * key, its visitor. Null: nothing is limited.
 * @throws `budget_exceeded`, and what `inner` throws
 */
export async function reserveWithQuota(
  inner: Reserve,
  scope: Scope,
  projectId: string,
  request: GenerationRequest,
): Promise<RunBudget | null> {
  const quota = await openQuota(scope.userId, {
    model: request.model,
    promptTokens: promptTokensOf(request),
    completionTokens: request.maxTokens,
  });
  if (isQuotaRefused(quota)) throw quotaRefused(quota.refusal);
  if (!quota) return inner(scope, projectId, request);
  let budget: RunBudget | null;
  try {
    budget = await inner(scope, projectId, request);
  } catch (error) {
    await quota.charge(null);
    throw error;
  }
  return {
    maxTokens: Math.min(quota.completionTokens, budget?.maxTokens ?? request.maxTokens),
    watch: (end) => budget?.watch(end),
    charge: async (outcome) => {
      await Promise.all([quota.charge(outcome?.usage ?? null, outcome?.model), budget?.charge(outcome)]);
    },
  };
}
