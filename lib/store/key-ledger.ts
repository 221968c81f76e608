import { isoDay, isoTime } from "@/lib/time";
import type {
  KeyAllowance,
  KeyCaps,
  KeyDecision,
  KeyRefusal,
  KeySpending,
  KeyWindow,
  KeyWish,
} from "./types/keys";

/*
 * What a key has used and reserved, as one small document that both engines change atomically: the rules are here, once.
 */

type Hold = { id: string; tokens: number; microUsd: number; user: string; at: number; until: number };
type Minute = { start: number; requests: number; tokens: number };
export type KeyLedger = {
  day: string;
  dayTokens: number;
  /** Absent in ledgers from before it was counted. */
  dayMicroUsd?: number;
  month: string;
  monthTokens: number;
  monthMicroUsd: number;
  /** By end user. */
  minutes: Record<string, Minute>;
  holds: Hold[];
};

const MINUTE_MS = 60_000;
/** End users whose minutes are told apart; those beyond share one. */
const USERS_MAX = 500;
/** Answers under way that one key may have when it says nothing; it bounds the document. */
const CONCURRENT_MAX = 1_000;
/** A hint to retry for whoever waits for another answer to end. */
const CONCURRENT_WAIT_MS = 1_000;

export const emptyLedger = (): KeyLedger => ({
  day: "",
  dayTokens: 0,
  month: "",
  monthTokens: 0,
  monthMicroUsd: 0,
  minutes: {},
  holds: [],
});

const dayOf = (ms: number) => isoDay(ms);
const monthOf = (ms: number) => isoTime(ms).slice(0, 7);
const nextDay = (ms: number) => Date.parse(dayOf(ms)) + 86_400_000;
function nextMonth(ms: number): number {
  const at = new Date(ms);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1);
}

/** The ledger at `now`: past days, months and minutes are over, and what was reserved and never charged is used. */
function upTo(ledger: KeyLedger, now: number): KeyLedger {
  const over = ledger.holds.filter(({ until }) => until <= now);
  const next: KeyLedger = {
    day: dayOf(now),
    dayTokens: ledger.day === dayOf(now) ? ledger.dayTokens : 0,
    dayMicroUsd: ledger.day === dayOf(now) ? (ledger.dayMicroUsd ?? 0) : 0,
    month: monthOf(now),
    monthTokens: ledger.month === monthOf(now) ? ledger.monthTokens : 0,
    monthMicroUsd: ledger.month === monthOf(now) ? ledger.monthMicroUsd : 0,
    minutes: Object.fromEntries(
      Object.entries(ledger.minutes).filter(([, { start }]) => start + MINUTE_MS > now && start <= now),
    ),
    holds: ledger.holds.filter(({ until }) => until > now),
  };
  for (const { tokens, microUsd } of over) spend(next, tokens, microUsd);
  return next;
}

function spend(ledger: KeyLedger, tokens: number, microUsd: number): void {
  ledger.dayTokens += tokens;
  ledger.dayMicroUsd = (ledger.dayMicroUsd ?? 0) + microUsd;
  ledger.monthTokens += tokens;
  ledger.monthMicroUsd += microUsd;
}

const held = (ledger: KeyLedger, of: "tokens" | "microUsd") =>
  ledger.holds.reduce((sum, hold) => sum + hold[of], 0);

type Budget = {
  name: NonNullable<KeyRefusal["budget"]>;
  limit: number;
  used: number;
  wanted: number;
  until: number;
  of: "tokens" | "microUsd";
};

function budgetsOf({ budget }: KeyCaps, ledger: KeyLedger, wish: KeyWish, now: number): Budget[] {
  const { tokensPerDay, tokensPerMonth, usdPerDay, usdPerMonth } = budget;
  const list: Budget[] = [];
  const tokens = { wanted: wish.tokens, of: "tokens" as const };
  if (tokensPerDay !== undefined)
    list.push({
      name: "tokensPerDay",
      ...tokens,
      limit: tokensPerDay,
      used: ledger.dayTokens,
      until: nextDay(now),
    });
  if (tokensPerMonth !== undefined)
    list.push({
      name: "tokensPerMonth",
      ...tokens,
      limit: tokensPerMonth,
      used: ledger.monthTokens,
      until: nextMonth(now),
    });
  const dollars = { wanted: wish.microUsd, of: "microUsd" as const };
  if (usdPerDay !== undefined) {
    const used = ledger.dayMicroUsd ?? 0;
    list.push({
      name: "usdPerDay",
      ...dollars,
      limit: Math.round(usdPerDay * 1e6),
      used,
      until: nextDay(now),
    });
  }
  if (usdPerMonth !== undefined) {
    const used = ledger.monthMicroUsd;
    list.push({
      name: "usdPerMonth",
      ...dollars,
      limit: Math.round(usdPerMonth * 1e6),
      used,
      until: nextMonth(now),
    });
  }
  return list;
}

/**
 * Whether a request may go on, and the ledger with what it reserves. While other answers are under way all of it must
 * fit beside what they have reserved; a request alone needs only that something is left, and reserves no more than that:
 * otherwise the end of a budget, less than one request's most, could never be used.
 */
export function reserveIn(
  before: KeyLedger,
  caps: KeyCaps,
  wish: KeyWish,
  now: number,
): { ledger: KeyLedger; decision: KeyDecision } {
  const ledger = upTo(before, now);
  const user =
    wish.user in ledger.minutes || Object.keys(ledger.minutes).length < USERS_MAX ? wish.user : "-";
  const minute = ledger.minutes[user] ?? { start: now, requests: 0, tokens: 0 };
  const alone = ledger.holds.length === 0;
  const refuse = (refusal: KeyRefusal) => ({
    ledger,
    decision: { ok: false as const, refusal, allowance: allowanceOf(caps, minute, now) },
  });

  let tokens = wish.tokens;
  if (wish.holdId !== null) {
    const concurrent = Math.min(caps.limits.concurrent ?? CONCURRENT_MAX, CONCURRENT_MAX);
    if (ledger.holds.length >= concurrent) {
      const used = ledger.holds.length;
      return refuse({ reason: "concurrent", limit: concurrent, used, wanted: 1, waitMs: CONCURRENT_WAIT_MS });
    }
    for (const { name, limit, used, wanted, until, of } of budgetsOf(caps, ledger, wish, now)) {
      const reserved = used + held(ledger, of);
      const fits = reserved + wanted <= limit || (alone && reserved < limit);
      if (!fits)
        return refuse({ reason: "budget", budget: name, limit, used: reserved, wanted, waitMs: until - now });
      if (of === "tokens") tokens = Math.min(tokens, limit - reserved);
    }
  }
  const { requestsPerMinute, tokensPerMinute } = caps.limits;
  const waitMs = minute.start + MINUTE_MS - now;
  if (requestsPerMinute !== undefined && minute.requests >= requestsPerMinute) {
    const used = minute.requests;
    return refuse({ reason: "requests", limit: requestsPerMinute, used, wanted: 1, waitMs });
  }
  if (tokensPerMinute !== undefined && wish.holdId !== null && minute.tokens > 0) {
    const [used, wanted] = [minute.tokens, tokens];
    if (used + wanted > tokensPerMinute)
      return refuse({ reason: "tokens", limit: tokensPerMinute, used, wanted, waitMs });
  }

  const counted = { ...minute, requests: minute.requests + 1, tokens: minute.tokens + tokens };
  ledger.minutes[user] = counted;
  if (wish.holdId !== null) {
    const { holdId: id, microUsd, holdUntil: until } = wish;
    ledger.holds.push({ id, tokens, microUsd, user, at: now, until });
  }
  return { ledger, decision: { ok: true, allowance: allowanceOf(caps, counted, now), tokens } };
}

function allowanceOf({ limits }: KeyCaps, minute: Minute, now: number): KeyAllowance {
  const resetMs = Math.max(0, minute.start + MINUTE_MS - now);
  const window = (limit: number | undefined, used: number): KeyWindow | null =>
    limit === undefined ? null : { limit, remaining: Math.max(0, limit - used), resetMs };
  return {
    requests: window(limits.requestsPerMinute, minute.requests),
    tokens: window(limits.tokensPerMinute, minute.tokens),
  };
}

export function renewIn(before: KeyLedger, holdId: string, until: number): KeyLedger {
  return {
    ...before,
    holds: before.holds.map((hold) => (hold.id === holdId ? { ...hold, until } : hold)),
  };
}

/** Null: the hold has been charged already, or has run out. */
export function chargeIn(
  before: KeyLedger,
  holdId: string,
  used: { tokens: number; microUsd: number },
  now: number,
): KeyLedger | null {
  const hold = before.holds.find(({ id }) => id === holdId);
  if (!hold) return null;
  const ledger = upTo({ ...before, holds: before.holds.filter(({ id }) => id !== holdId) }, now);
  spend(ledger, used.tokens, used.microUsd);
  const minute = ledger.minutes[hold.user];
  if (minute && hold.at >= minute.start)
    ledger.minutes[hold.user] = { ...minute, tokens: Math.max(0, minute.tokens - hold.tokens + used.tokens) };
  return ledger;
}

export function spendingOf(before: KeyLedger, now: number): KeySpending {
  const ledger = upTo(before, now);
  const tokens = held(ledger, "tokens");
  return {
    tokensToday: ledger.dayTokens + tokens,
    tokensThisMonth: ledger.monthTokens + tokens,
    usdThisMonth: (ledger.monthMicroUsd + held(ledger, "microUsd")) / 1e6,
  };
}

/** US dollars of the day, with those reserved. */
export function usdToday(before: KeyLedger, now: number): number {
  const ledger = upTo(before, now);
  return ((ledger.dayMicroUsd ?? 0) + held(ledger, "microUsd")) / 1e6;
}
