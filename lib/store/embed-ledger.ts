import type { EmbedCount, EmbedRefusal, EmbedWish } from "./types/embeds";

/*
 * What visitors have used on one day, as small documents that both engines change atomically: the rules are here, once.
 */

export type EmbedLedger = {
  messages: number;
  tokens: number;
  holds: { id: string; tokens: number; until: number }[];
};

export const emptyEmbedLedger = (): EmbedLedger => ({ messages: 0, tokens: 0, holds: [] });

/** The name of one count's document. */
export const embedLedgerId = (
  projectId: string,
  { of, who }: Pick<EmbedCount, "of" | "who">,
  day: string,
): string => `${projectId}:${day}:${of}:${who}`;

/** When nobody asks for a day's documents any more: two days after it began. Epoch ms. */
export const embedLedgerEnd = (day: string): number => Date.parse(day) + 2 * 86_400_000;

/** What was held and never charged is used. */
function upTo({ messages, tokens, holds }: EmbedLedger, now: number): EmbedLedger {
  const over = holds.filter(({ until }) => until <= now);
  return {
    messages,
    tokens: over.reduce((sum, hold) => sum + hold.tokens, tokens),
    holds: holds.filter(({ until }) => until > now),
  };
}

const held = ({ tokens, holds }: EmbedLedger) => holds.reduce((sum, hold) => sum + hold.tokens, tokens);

/**
 * While other answers are under way all of it must fit beside what they hold; who is alone needs only that something is
 * left, and holds no more than that: otherwise the end of an allowance could never be used.
 */
export function takeFrom(
  before: EmbedLedger,
  { of, allowance }: EmbedCount,
  { holdId, tokens: wanted, holdUntil }: EmbedWish,
  now: number,
): { ledger: EmbedLedger; tokens: number } | { refusal: EmbedRefusal } {
  const ledger = upTo(before, now);
  const { messagesPerDay, tokensPerDay, concurrent } = allowance;
  if (ledger.messages >= messagesPerDay)
    return { refusal: { of, reason: "messages", limit: messagesPerDay } };
  if (ledger.holds.length >= concurrent) return { refusal: { of, reason: "concurrent", limit: concurrent } };
  const used = held(ledger);
  const fits = used + wanted <= tokensPerDay || (ledger.holds.length === 0 && used < tokensPerDay);
  if (!fits) return { refusal: { of, reason: "tokens", limit: tokensPerDay } };
  const tokens = Math.min(wanted, tokensPerDay - used);
  const hold = { id: holdId, tokens, until: holdUntil };
  return {
    ledger: { messages: ledger.messages + 1, tokens: ledger.tokens, holds: [...ledger.holds, hold] },
    tokens,
  };
}

/** Null: the hold was charged already, or has run out. */
export function chargeIn(before: EmbedLedger, holdId: string, tokens: number | null): EmbedLedger | null {
  if (!before.holds.some(({ id }) => id === holdId)) return null;
  return {
    messages: before.messages - (tokens === null ? 1 : 0),
    tokens: before.tokens + (tokens ?? 0),
    holds: before.holds.filter(({ id }) => id !== holdId),
  };
}

export const usedOf = (ledger: EmbedLedger) => ({ messages: ledger.messages, tokens: held(ledger) });
