import { z } from "zod";
import { timestampSchema } from "./common";

/** Why a question of a chat may be worth a case. */
export const suggestionReasonSchema = z.enum(["thumbs-down", "edited", "regenerated", "stopped"]);
export type SuggestionReason = z.infer<typeof suggestionReasonSchema>;

export const suggestionSchema = z.object({
  chatId: z.string(),
  /** The reply, or the question where there is none: what `POST …/messages/{messageId}/case` takes. */
  messageId: z.string(),
  question: z.string(),
  answer: z.string(),
  reasons: z.array(suggestionReasonSchema),
  /** Of a thumbs-down. */
  note: z.string().nullable(),
  at: timestampSchema,
});
export type Suggestion = z.infer<typeof suggestionSchema>;

export const suggestionGroupSchema = z.object({
  /** Passages that more than one of its answers was given, most shared first; empty: they share none. */
  passages: z.array(
    z.object({
      hash: z.string(),
      fileId: z.string(),
      filename: z.string(),
      text: z.string(),
      answers: z.number().int(),
    }),
  ),
  suggestions: z.array(suggestionSchema),
});
export type SuggestionGroup = z.infer<typeof suggestionGroupSchema>;
export const suggestionsAnswer = z.object({
  /** Largest first. */
  groups: z.array(suggestionGroupSchema),
  /** Days that were looked back. */
  days: z.number().int(),
});
