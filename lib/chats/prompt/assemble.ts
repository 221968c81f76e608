import type { Picture, PromptMessage } from "@/lib/ai";
import { approximateTokens, countTokens, MESSAGE_OVERHEAD, maxTokensOf, PICTURE_TOKENS } from "@/lib/ai";
import { invalid } from "@/lib/errors";
import { withQuestion } from "./passages";
import { asTurns } from "./turns";

export type HistoryMessage = PromptMessage & { id: string };

export type PromptInput = {
  /** The project's, in order; never cut. */
  prompts: PromptMessage[];
  /** The branch above the message, oldest first. */
  history: HistoryMessage[];
  /** What retrieval found, ready to send; null: nothing. */
  passages: string | null;
  /** Tokens kept free for what is put in later. */
  reserved?: number;
  message: string;
  /** Pictures of the message. */
  pictures?: Picture[];
  model: string;
  /** Tokens that prompt and answer may take together. */
  contextWindow: number;
  maxTokens: number;
};

export type AssembledPrompt = {
  messages: PromptMessage[];
  /** The oldest message of the history that is sent; null: none. */
  fromMessageId: string | null;
  droppedMessages: number;
  promptTokens: number;
};

/** Every request is primed with a few tokens for the answer. */
export const REPLY_OVERHEAD = 3;

/**
 * What the provider receives, as {@link asTurns} puts it: prompts in order with their roles, as much of the history as
 * fits (the newest kept), the passages, the message. Space for the answer is kept free, at most half of the window.
 * @throws `validation_failed` on `message` when it does not fit even without any history.
 */
export async function assemblePrompt(input: PromptInput): Promise<AssembledPrompt> {
  const reserved = Math.min(input.maxTokens, Math.floor(input.contextWindow / 2));
  const budget = input.contextWindow - reserved - (input.reserved ?? 0) - REPLY_OVERHEAD;
  const tail: PromptMessage[] = [];
  const content = input.passages ? withQuestion(input.passages, input.message) : input.message;
  tail.push(withPictures({ role: "user", content }, input.pictures));
  const fixed = [...input.prompts, ...tail];
  const all = [...fixed, ...input.history];

  let kept = input.history;
  if (sum(all, maxTokensOf) > budget) {
    const taken = await exactSum(fixed);
    if (taken > budget) throw await tooLong(input, budget);
    kept = await newestThatFit(input.history, budget - taken);
  }
  const messages = asTurns([
    ...input.prompts,
    ...kept.map(({ role, content, pictures }) => withPictures({ role, content }, pictures)),
    ...tail,
  ]);
  return {
    messages,
    fromMessageId: kept[0]?.id ?? null,
    droppedMessages: input.history.length - kept.length,
    promptTokens: sum(messages, approximateTokens) + REPLY_OVERHEAD,
  };
}

const withPictures = (message: PromptMessage, pictures: Picture[] | undefined): PromptMessage =>
  pictures?.length ? { ...message, pictures } : message;

/** What a message costs beside its text. */
const overhead = ({ pictures = [] }: PromptMessage) => MESSAGE_OVERHEAD + pictures.length * PICTURE_TOKENS;

const sum = (messages: PromptMessage[], count: (text: string) => number) =>
  messages.reduce((total, m) => total + count(m.content) + overhead(m), 0);

async function exactSum(messages: PromptMessage[]): Promise<number> {
  let total = 0;
  for (const m of messages) total += (await countTokens(m.content)) + overhead(m);
  return total;
}

/** What is left begins with a question: an answer to what is gone says little, and some templates refuse it. */
async function newestThatFit(history: HistoryMessage[], available: number): Promise<HistoryMessage[]> {
  let left = available;
  let from = history.length;
  for (const message of history.toReversed()) {
    const cost = (await countTokens(message.content)) + overhead(message);
    if (cost > left) break;
    left -= cost;
    from--;
  }
  while (from > 0 && history[from]?.role === "assistant") from++;
  return history.slice(from);
}

async function tooLong(input: PromptInput, budget: number): Promise<Error> {
  const own = await countTokens(input.message);
  const others = budget - own >= 0 ? "together with the project's prompts " : "";
  const available = others ? Math.max(0, budget - (await exactSum(input.prompts))) : budget;
  return invalid(
    "message",
    `Message is too long ${others}for the model ${input.model}: about ${own} tokens, the limit is ${available}`,
  );
}
