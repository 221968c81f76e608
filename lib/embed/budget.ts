import { approximateTokens } from "@/lib/ai";
import { addressMark, whileVisitorStands } from "@/lib/auth";
import { promptTokensOf, type Reserve, type RunOutcome, textOf } from "@/lib/chats";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { log } from "@/lib/log";
import type { EmbedLimits } from "@/lib/schemas";
import { type EmbedCount, type EmbedRefusal, getStore, storeTime } from "@/lib/store";
import { isoDay } from "@/lib/time";

/** Answers under way at the same time. */
const CONCURRENT = { visitor: 2, address: 10, embed: 100 } as const;
/** How long a reservation stands; no reply takes as long. Milliseconds. */
const HOLD_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/** What a visitor's message is counted into, before the provider is asked and again when it has answered. */
export function visitorBudget(visitorId: string, address: string, limits: EmbedLimits): Reserve {
  return async (_scope, projectId, request) => {
    const store = await getStore();
    const { embeds } = store;
    const now = await storeTime(store);
    const day = isoDay(now);
    const holdId = newId();
    const promptTokens = promptTokensOf(request);
    const counts: EmbedCount[] = [
      count("visitor", visitorId, limits),
      count("address", await addressMark(projectId, address), limits),
      count("embed", "", limits),
    ];
    const wish = { holdId, day, tokens: promptTokens + request.maxTokens, holdUntil: now + HOLD_MS };
    const taken = await embeds.reserve(projectId, counts, wish, now);
    if (!taken.ok) throw refused(taken.refusal, now);
    let unwatch = () => {};
    return {
      maxTokens: Math.max(1, Math.min(request.maxTokens, taken.tokens - promptTokens)),
      watch(end) {
        unwatch = whileVisitorStands(visitorId, end);
      },
      async charge(outcome) {
        unwatch();
        try {
          await embeds.charge(projectId, counts, { holdId, day }, usedTokens(outcome, promptTokens));
        } catch (err) {
          log().warn({ err, projectId }, "what a visitor used could not be charged");
        }
      },
    };
  };
}

const count = (of: EmbedCount["of"], who: string, limits: EmbedLimits): EmbedCount => ({
  of,
  who,
  allowance: { ...limits[of], concurrent: CONCURRENT[of] },
});

/** Null: the reply never began. A provider that names no usage is taken at its text's length. */
function usedTokens(outcome: RunOutcome | null, promptTokens: number): number | null {
  if (!outcome) return null;
  return outcome.usage?.total_tokens ?? promptTokens + approximateTokens(textOf(outcome.parts));
}

/** Whether a refusal is a visitor's own; else it is that of whoever answers for the assistant, and tells of their limits. */
export const isOwnRefusal = ({ message }: AppError): boolean => Object.values(SPENT).includes(message);

/** What is told when the assistant can't go on, for whatever reason of its owner's. */
export const spentToday = (headers: Record<string, string>): AppError =>
  new AppError("budget_exceeded", { message: SPENT.embed, headers });

const SPENT = {
  visitor: "You’ve reached this assistant’s daily limit. Try again tomorrow.",
  address: "Your network has reached this assistant’s daily limit. Try again tomorrow.",
  embed: "This assistant has reached its daily limit. Try again tomorrow.",
};

function refused({ of, reason }: EmbedRefusal, now: number): AppError {
  if (reason === "concurrent") {
    const message = "This assistant is busy. Try again in a moment.";
    return new AppError("rate_limited", { message, headers: { "Retry-After": "5" } });
  }
  const untilTomorrow = Math.ceil((Date.parse(isoDay(now)) + DAY_MS - now) / 1_000);
  const headers = { "Retry-After": String(Math.max(1, untilTomorrow)) };
  return new AppError("budget_exceeded", { message: SPENT[of], headers });
}
