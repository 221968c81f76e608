import { z } from "zod";
import { timestampSchema } from "./common";

/** A person's own prompts; lengths in characters. */
export const SAVED_PROMPT_LIMITS = { count: 100, nameMax: 60, contentMax: 8_000 } as const;
const { nameMax, contentMax } = SAVED_PROMPT_LIMITS;

export const savedPromptInputSchema = z.object({
  name: z
    .string({ error: "Name is required" })
    .trim()
    .min(1, "Name is required")
    .max(nameMax, `Name must be at most ${nameMax} characters`),
  content: z
    .string({ error: "Text is required" })
    .min(1, "Text is required")
    .max(contentMax, `Text must be at most ${contentMax} characters`)
    .refine((text) => text.trim() !== "", "Text is required"),
});
export type SavedPromptInput = z.infer<typeof savedPromptInputSchema>;
export const savedPromptPatchSchema = savedPromptInputSchema.partial();
export const savedPromptSchema = z.object({
  id: z.string(),
  name: z.string(),
  content: z.string(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
export type SavedPrompt = z.infer<typeof savedPromptSchema>;
export const savedPromptAnswer = z.object({ prompt: savedPromptSchema });
export const savedPromptsAnswer = z.object({ prompts: z.array(savedPromptSchema) });
