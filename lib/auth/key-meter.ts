import { createHash } from "node:crypto";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { log } from "@/lib/log";
import type { Usage } from "@/lib/schemas";
import {
  getStore,
  type KeyAllowance,
  type KeyDecision,
  type KeyRecord,
  type KeyRefusal,
  storeTime,
} from "@/lib/store";
import { whileKeyStands } from "./key-watch";
import { costOfReply, microUsdOf } from "./price";

/** What a key that names no limit may use in a minute, so that no program can take all there is. */
const TOKENS_PER_MINUTE = 1_000_000;
/** How long a reservation stands without being renewed, and how often it is. Milliseconds. */
const HOLD_MS = 120_000;
const RENEW_MS = 45_000;

export type MeterWish = {
  model: string;
  /** Tokens that the request can take at most. */
  promptTokens: number;
  completionTokens: number;
  /** The caller's end user, if named. */
  user?: string | undefined;
  /** Called when the key is revoked or expires. */
  end(): void;
};

/** A reservation on a key. Exactly one of its ends must be called. */
export type KeyMeter = {
  allowance: KeyAllowance;
  /** Tokens for the answer; less than wished near the end of a budget. */
  completionTokens: number;
  /** Once the answer is over, however it ended. `answeredBy`: the model, where it was another than was asked. Never rejects. */
  charge(
    usage: Pick<Usage, "prompt_tokens" | "completion_tokens"> | null,
    answeredBy?: string,
  ): Promise<void>;
};

const capsOf = ({ budget, limits }: KeyRecord) => ({
  budget,
  limits: { tokensPerMinute: TOKENS_PER_MINUTE, ...limits },
});

const userMark = (user: string | undefined) =>
  user ? createHash("sha256").update(user).digest("hex").slice(0, 16) : "-";

/** Counts a request that generates nothing. */
export async function meterRequest(key: KeyRecord, user?: string): Promise<KeyDecision> {
  const wish = { holdId: null, tokens: 0, microUsd: 0, user: userMark(user), holdUntil: 0 };
  const store = await getStore();
  return store.keys.reserve(key.id, capsOf(key), wish, await storeTime(store));
}

/** Reserves what a request can take at most, and watches the key while it stands. */
export async function openMeter(
  key: KeyRecord,
  wish: MeterWish,
): Promise<KeyMeter | { refusal: KeyRefusal; allowance: KeyAllowance }> {
  const store = await getStore();
  const { keys } = store;
  const { model, promptTokens, completionTokens } = wish;
  const price = await microUsdOf(model, promptTokens, completionTokens);
  // A budget in dollars can't be kept where a model has no price: the demo's costs nothing, any other is refused.
  const unpriced = key.budget.usdPerMonth !== undefined && price === null && model !== "demo";
  const holdId = newId();
  const now = await storeTime(store);
  const decision = await keys.reserve(
    key.id,
    capsOf(key),
    {
      holdId,
      tokens: promptTokens + completionTokens,
      microUsd: unpriced ? Number.MAX_SAFE_INTEGER : (price ?? 0),
      user: userMark(wish.user),
      holdUntil: now + HOLD_MS,
    },
    now,
  );
  if (!decision.ok) return { refusal: decision.refusal, allowance: decision.allowance };
  if (unpriced) {
    await keys.charge(key.id, holdId, { tokens: 0, microUsd: 0 }, now);
    const refusal = { reason: "budget" as const, limit: 0, used: 0, wanted: 0, waitMs: 86_400_000 };
    return { refusal, allowance: decision.allowance };
  }
  const renewing = setInterval(() => {
    storeTime(store)
      .then((at) => keys.renew(key.id, holdId, at + HOLD_MS))
      .catch((err) => log().debug({ err }, "a hold was not renewed"));
  }, RENEW_MS).unref();
  const unwatch = whileKeyStands(key.id, wish.end);
  return {
    allowance: decision.allowance,
    completionTokens: Math.max(1, Math.min(completionTokens, decision.tokens - promptTokens)),
    async charge(usage, answeredBy = model) {
      clearInterval(renewing);
      unwatch();
      const { prompt_tokens: prompt, completion_tokens: completion } = usage ?? NOTHING;
      const microUsd = await costOfReply([answeredBy, model], prompt, completion);
      try {
        await keys.charge(key.id, holdId, { tokens: prompt + completion, microUsd }, await storeTime(store));
      } catch (err) {
        log().warn({ err, keyId: key.id }, "what a key used could not be charged");
      }
    },
  };
}

const NOTHING = { prompt_tokens: 0, completion_tokens: 0 };

export const isRefused = <T>(
  meter: KeyMeter | { refusal: KeyRefusal; allowance: T },
): meter is { refusal: KeyRefusal; allowance: T } => "refusal" in meter;

/** The refusal as an error of our own API. */
export function keyRefused({ reason, limit, waitMs }: KeyRefusal): AppError {
  const headers = { "Retry-After": String(Math.max(1, Math.ceil(waitMs / 1000))) };
  if (reason === "budget") {
    return new AppError("budget_exceeded", { message: "The key's budget is spent", headers });
  }
  const what = {
    requests: "requests per minute",
    tokens: "tokens per minute",
    concurrent: "requests at once",
  };
  return new AppError("rate_limited", {
    message: `This key is limited to ${limit} ${what[reason]}`,
    headers,
  });
}
