import { z } from "zod";
import { chatSchema } from "./chat";
import { LIMITS, pageQuerySchema, timestampSchema } from "./common";
import { roleSchema } from "./project";

export const searchQuerySchema = pageQuerySchema.extend({
  in: z
    .enum(["chats", "everything"], { error: "in must be chats or everything" })
    .default("chats")
    .describe("`everything`: the first page also names files and prompts that match"),
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
const extractSchema = searchHitSchema.shape.extract;
export const fileHitSchema = z.object({ id: z.string(), projectId: z.string(), filename: z.string() });
export type FileHit = z.infer<typeof fileHitSchema>;
export const promptHitSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  role: roleSchema,
  extract: extractSchema,
});
export type PromptHit = z.infer<typeof promptHitSchema>;
export type SearchHit = z.infer<typeof searchHitSchema>;
