import { z } from "zod";
import { feedbackReasonSchema } from "./chat";
import { pageQuerySchema, timestampSchema } from "./common";

export const feedbackQuerySchema = pageQuerySchema.extend({
  rating: z.enum(["up", "down"], { error: "rating must be up or down" }).optional(),
  reason: feedbackReasonSchema.optional(),
  from: timestampSchema.optional().describe("Rated at this time or later"),
  to: timestampSchema.optional().describe("Rated before this time"),
});
export type FeedbackQuery = z.infer<typeof feedbackQuerySchema>;

/** A reply that was rated; question and answer are cut to their beginning. */
export const feedbackItemSchema = z.object({
  messageId: z.string(),
  chatId: z.string(),
  chatTitle: z.string(),
  rating: z.enum(["up", "down"]),
  reasons: z.array(feedbackReasonSchema),
  note: z.string().nullable(),
  question: z.string(),
  answer: z.string(),
  model: z.string().nullable(),
  release: z.number().int().nullable(),
  ratedAt: timestampSchema,
});
export type FeedbackItem = z.infer<typeof feedbackItemSchema>;
export const feedbackListAnswer = z.object({
  feedback: z.array(feedbackItemSchema),
  nextCursor: z.string().nullable(),
});
