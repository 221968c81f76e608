import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { log } from "@/lib/log";
import type { QuotaState, Usage } from "@/lib/schemas";
import { getStore, type KeyRefusal, type Quota, type QuotaBase, storeTime } from "@/lib/store";
import { isoDay } from "@/lib/time";
import { costOfReply, microUsdOf } from "./price";
import { effectiveQuota } from "./quotas";
import { scopeOf } from "./scope";

/** How long a reservation stands without being renewed, and how often it is. Milliseconds. */
const HOLD_MS = 120_000;
const RENEW_MS = 45_000;

export type QuotaWish = { model: string; promptTokens: number; completionTokens: number };

/** A reservation on a person's quota. */
export type QuotaMeter = {
  /** Tokens for the answer; less than wished near the end of a quota. */
  completionTokens: number;
  /** Exactly once; null: nothing was used. `answeredBy`: the model, where it was another than was asked. Never rejects. */
  charge(
    usage: Pick<Usage, "prompt_tokens" | "completion_tokens"> | null,
    answeredBy?: string,
  ): Promise<void>;
};

const isLimited = (quota: Quota) => Object.values(quota).some((limit) => limit !== undefined);
const inDollars = ({ usdPerDay, usdPerMonth }: Quota) => usdPerDay !== undefined || usdPerMonth !== undefined;

/** Reserves what a call can take at most of what its person may use; null: they have no limit. */
export async function openQuota(
  userId: string,
  { model, promptTokens, completionTokens }: QuotaWish,
): Promise<QuotaMeter | { refusal: KeyRefusal } | null> {
  const { quota, since } = await effectiveQuota(userId);
  if (!isLimited(quota)) return null;
  const price = await microUsdOf(model, promptTokens, completionTokens);
  // A limit in dollars can't be kept where a model has no price: the demo's costs nothing, any other is refused.
  if (inDollars(quota) && price === null && model !== "demo") return { refusal: unpriced() };
  const store = await getStore();
  const { quotas } = store;
  const holdId = newId();
  const now = await storeTime(store);
  const wish = {
    holdId,
    tokens: promptTokens + completionTokens,
    microUsd: price ?? 0,
    holdUntil: now + HOLD_MS,
  };
  const decision =
    (await quotas.reserve(userId, quota, wish, { since }, now)) ??
    (await quotas.reserve(userId, quota, wish, { since, base: await usedUntil(userId, now) }, now));
  if (!decision) throw new Error("The ledger was not begun.");
  if (!decision.ok) return { refusal: { ...decision.refusal, person: true } };
  const renewing = setInterval(() => {
    storeTime(store)
      .then((at) => quotas.renew(userId, holdId, at + HOLD_MS))
      .catch((err) => log().debug({ err }, "a hold was not renewed"));
  }, RENEW_MS).unref();
  return {
    completionTokens: Math.max(1, Math.min(completionTokens, decision.tokens - promptTokens)),
    async charge(usage, answeredBy = model) {
      clearInterval(renewing);
      const { prompt_tokens: prompt, completion_tokens: completion } = usage ?? NOTHING;
      const used = {
        tokens: prompt + completion,
        microUsd: await costOfReply([answeredBy, model], prompt, completion),
      };
      try {
        await quotas.charge(userId, holdId, used, await storeTime(store));
      } catch (err) {
        log().warn({ err, userId }, "what a person used could not be charged");
      }
    },
  };
}

const NOTHING = { prompt_tokens: 0, completion_tokens: 0 };

function unpriced(): KeyRefusal {
  return {
    reason: "budget",
    budget: "unpriced",
    person: true,
    limit: 0,
    used: 0,
    wanted: 0,
    waitMs: 86_400_000,
  };
}

/** What somebody's replies have used this month until now, by the sums that outlive their chats. */
async function usedUntil(userId: string, now: number): Promise<QuotaBase> {
  const today = isoDay(now);
  const from = `${today.slice(0, 7)}-01`;
  const base: QuotaBase = { dayTokens: 0, dayMicroUsd: 0, monthTokens: 0, monthMicroUsd: 0 };
  for (const { day, model, promptTokens, completionTokens } of await (await getStore()).usage.list(
    scopeOf({ userId }),
    { from, to: today },
  )) {
    const tokens = promptTokens + completionTokens;
    const microUsd = (await microUsdOf(model, promptTokens, completionTokens)) ?? 0;
    base.monthTokens += tokens;
    base.monthMicroUsd += microUsd;
    if (day !== today) continue;
    base.dayTokens += tokens;
    base.dayMicroUsd += microUsd;
  }
  return base;
}

/** What somebody may use and has used; null: without a limit. */
export async function quotaState(userId: string): Promise<QuotaState | null> {
  const { quota, since } = await effectiveQuota(userId);
  if (!isLimited(quota)) return null;
  const store = await getStore();
  const now = await storeTime(store);
  const kept = await store.quotas.spending(userId, since, now);
  if (kept) return { quota, used: kept };
  const { dayTokens, dayMicroUsd, monthTokens, monthMicroUsd } = await usedUntil(userId, now);
  const usd = { usdToday: dayMicroUsd / 1e6, usdThisMonth: monthMicroUsd / 1e6 };
  return { quota, used: { tokensToday: dayTokens, tokensThisMonth: monthTokens, ...usd } };
}

/** The refusal of a person's quota as an error of our own API. */
export function quotaRefused({ budget, limit, waitMs }: KeyRefusal): AppError {
  const headers = { "Retry-After": String(Math.max(1, Math.ceil(waitMs / 1000))) };
  const dollars = (limit / 1e6).toFixed(2);
  const tokens = String(limit).replace(/\B(?=(\d{3})+$)/g, ",");
  const spent = {
    tokensPerDay: `Your limit of ${tokens} tokens a day is used up. The next day begins at 00:00 UTC.`,
    tokensPerMonth: `Your limit of ${tokens} tokens a month is used up. An administrator can raise it.`,
    usdPerDay: `Your limit of $${dollars} a day is used up. The next day begins at 00:00 UTC.`,
    usdPerMonth: `Your limit of $${dollars} a month is used up. An administrator can raise it.`,
    unpriced: "Your limit is in dollars, and this model has no price. Choose another model.",
  };
  return new AppError("budget_exceeded", { message: spent[budget ?? "tokensPerMonth"], headers });
}

export const isQuotaRefused = (
  meter: QuotaMeter | { refusal: KeyRefusal } | null,
): meter is { refusal: KeyRefusal } => meter !== null && "refusal" in meter;
