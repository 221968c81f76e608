import { z } from "zod";
import { jsonOf } from "../checks/json";

export type Vote = "yes" | "no" | "unclear";
export type Judgement = { id: string; vote: Vote; quote: string };

const repliesSchema = z.object({
  items: z.array(
    z.object({
      id: z.string().max(20),
      quote: z.string().max(5_000),
      verdict: z.enum(["yes", "no", "unclear"]),
    }),
  ),
});
const pairSchema = z.object({
  quoteA: z.string().max(5_000),
  quoteB: z.string().max(5_000),
  better: z.enum(["A", "B", "tie"]),
});

/**
 * What a judge said; null when it is not what was asked for: JSON, every item once, and for yes and no a quote that stands in
 * the answer word for word (white space aside).
 */
export function parseJudgement(reply: string, ids: string[], answer: string): Judgement[] | null {
  const parsed = repliesSchema.safeParse(jsonOf(reply)?.value);
  if (!parsed.success) return null;
  const found = new Map(parsed.data.items.map((item) => [item.id, item]));
  if (found.size !== parsed.data.items.length) return null;
  const text = folded(answer);
  const judgements = ids.flatMap((id) => {
    const item = found.get(id);
    if (!item) return [];
    const verbatim = item.verdict === "unclear" || quotes(item.quote, text);
    return verbatim ? [{ id, vote: item.verdict, quote: item.quote.trim() }] : [];
  });
  return judgements.length === ids.length ? judgements : null;
}

export function parsePair(reply: string, [a, b]: [string, string]): "A" | "B" | "tie" | null {
  const parsed = pairSchema.safeParse(jsonOf(reply)?.value);
  if (!parsed.success) return null;
  const { quoteA, quoteB, better } = parsed.data;
  if (better !== "tie" && !(quotes(quoteA, folded(a)) && quotes(quoteB, folded(b)))) return null;
  return better;
}

const folded = (text: string) => text.replace(/\s+/g, " ").trim();
/** Of an empty answer nothing can be quoted. */
const quotes = (quote: string, text: string) =>
  text === "" ? folded(quote) === "" : folded(quote) !== "" && text.includes(folded(quote));
