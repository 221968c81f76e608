import { z } from "zod";
import { chatSchema } from "./chat";
import { LIMITS, pageQuerySchema, timestampSchema } from "./common";

export const searchQuerySchema = pageQuerySchema.extend({
  q: z
    .string({ error: "q is required" })
    .trim()
    .min(1, "q is required")
    .max(LIMITS.searchMax, `q must be at most ${LIMITS.searchMax} characters`),
});

/** `message` null: the chat's title matched. Joined, the pieces of the extract are plain text. */
export const searchHitSchema = z.object({
  chat: chatSchema.pick({ id: true, projectId: true, title: true, activityAt: true }),
  message: z
    .object({ id: z.string(), role: z.enum(["user", "assistant"]), createdAt: timestampSchema })
    .nullable(),
  extract: z.array(z.object({ text: z.string(), match: z.boolean() })),
});
export type SearchHit = z.infer<typeof searchHitSchema>;
