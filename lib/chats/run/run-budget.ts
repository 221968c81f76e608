import { approximateTokens, type GenerationRequest, MESSAGE_OVERHEAD } from "@/lib/ai";
import { isRefused, type KeyMeter, keyRefused, openMeter } from "@/lib/auth";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { getStore, type KeyRecord, type Scope } from "@/lib/store";
import type { RunOutcome } from "./types";

/** What a reply of a key's or a visitor's may take. */
export type RunBudget = {
  /** Less than was wished near the end of a budget. */
  maxTokens: number;
  /** Ends the reply when the credential is revoked. Called once the reply runs. */
  watch(end: () => void): void;
  /** Exactly once: with the outcome, or null when the reply never began. Never rejects. */
  charge(outcome: RunOutcome | null): Promise<void>;
};

/** Reserves what a reply can take before it begins; null: it takes from nothing. @throws what refuses it */
export type Reserve = (
  scope: Scope,
  projectId: string,
  request: GenerationRequest,
) => Promise<RunBudget | null>;

/** Tokens that a request's messages take, about. */
export const promptTokensOf = ({ messages }: GenerationRequest): number =>
  messages.reduce((sum, { content }) => sum + approximateTokens(content) + MESSAGE_OVERHEAD, 3);

/**
 * Reserves what a reply can take on the key that asks for it; null: a person asks.
 * @throws `budget_exceeded`, `rate_limited`; `unauthenticated` when the key is gone
 */
export async function reserveOnKey(
  scope: Scope,
  projectId: string,
  request: GenerationRequest,
): Promise<RunBudget | null> {
  if (scope.actor.kind !== "key") return null;
  const key = await (await getStore()).keys.find(scope.actor.id, Date.now());
  if (!key) throw new AppError("unauthenticated");
  let end = () => {};
  const meter = await openMeter(key, {
    model: request.model,
    promptTokens: promptTokensOf(request),
    completionTokens: request.maxTokens,
    end: () => end(),
  });
  if (isRefused(meter)) throw keyRefused(meter.refusal);
  return {
    maxTokens: meter.completionTokens,
    watch(whenRevoked) {
      end = whenRevoked;
    },
    charge: (outcome) => charge(meter, key, projectId, outcome),
  };
}

async function charge(
  meter: KeyMeter,
  key: KeyRecord,
  projectId: string,
  outcome: RunOutcome | null,
): Promise<void> {
  await meter.charge(outcome?.usage ?? null, outcome?.model);
  if (!outcome) return;
  const { usage, model } = outcome;
  try {
    await (await getStore()).keys.addUsage(key.ownerId, {
      keyId: key.id,
      keyName: key.name,
      day: new Date().toISOString().slice(0, 10),
      projectId,
      model,
      promptTokens: usage?.prompt_tokens ?? 0,
      completionTokens: usage?.completion_tokens ?? 0,
    });
  } catch (err) {
    log().warn({ err, keyId: key.id }, "a key's usage could not be counted");
  }
}
