import { z } from "zod";
import { variableValuesSchema } from "./chat";
import { idSchema, LIMITS } from "./common";
import { sourceSchema } from "./knowledge";

export const previewInputSchema = z.object({
  /** Absent or blank: the place of the message stays empty, and no passages are looked up. */
  message: z
    .string({ error: "Message must be text" })
    .max(LIMITS.messageMax, `Message must be at most ${LIMITS.messageMax} characters`)
    .optional(),
  /** As if it were sent to this chat, with its history and its variables. */
  chatId: idSchema.optional(),
  variables: variableValuesSchema.optional(),
});
export type PreviewInput = z.infer<typeof previewInputSchema>;

/** What a model would receive for a message. */
export const previewSchema = z.object({
  model: z.string(),
  temperature: z.number(),
  maxTokens: z.number().int(),
  /** Tokens that request and answer may take together. */
  contextWindow: z.number().int(),
  messages: z.array(
    z.object({
      role: z.enum(["system", "user", "assistant"]),
      content: z.string(),
      kind: z.enum(["prompt", "history", "passages", "message"]),
      /** Counted, with what a message costs besides its text. */
      tokens: z.number().int(),
    }),
  ),
  promptTokens: z.number().int(),
  /** Older messages that would not fit. */
  droppedMessages: z.number().int(),
  /** Of the prompts, in order; `value` is null where one has to be given, and stands as `{{name}}` in the messages. */
  variables: z.array(
    z.object({ name: z.string(), default: z.string().nullable(), value: z.string().nullable() }),
  ),
  files: z.object({
    /** Whether answers look into the project's files. */
    used: z.boolean(),
    count: z.number().int(),
    /** At most so many passages, and tokens for them, stand before the message. */
    passages: z.number().int(),
    budget: z.number().int(),
  }),
  /** The passages that this message would get. */
  sources: z.array(sourceSchema),
});
export type Preview = z.infer<typeof previewSchema>;
