import { z } from "zod";
import { codePoints } from "./code-points";
import { idSchema, LIMITS, modelNameSchema, pageQuerySchema, timestampSchema, usageSchema } from "./common";
import { EFFORTS } from "./effort";
import { FEEDBACK_REASONS } from "./feedback-reasons";
import { targetSchema } from "./target";
import { VARIABLE_LIMITS } from "./variables";

/** What is said to the model, called as its field is. */
export const saidSchema = (name: string) =>
  z
    .string({ error: `${name} is required` })
    .min(1, `${name} is required`)
    .max(LIMITS.messageMax, `${name} must be at most ${LIMITS.messageMax} characters`)
    .refine((v) => v.trim() !== "", `${name} is required`);
export const messageTextSchema = saidSchema("Message");

/** Values for the variables of the project's prompts, by name; what no prompt asks for is ignored. */
export const variableValuesSchema = z
  .record(
    z.string(),
    z
      .string({ error: "A variable's value must be text" })
      .max(
        VARIABLE_LIMITS.valueMax,
        `A variable's value must be at most ${VARIABLE_LIMITS.valueMax} characters`,
      ),
    { error: "Variables must be an object of texts" },
  )
  .check(({ value, issues }) => {
    const names = Object.keys(value);
    const refuse = (path: string[], message: string) =>
      issues.push({ code: "custom", input: value, path, message });
    for (const name of names.filter((name) => codePoints(name) > VARIABLE_LIMITS.nameMax)) {
      refuse([name], `A variable's name must be at most ${VARIABLE_LIMITS.nameMax} characters`);
    }
    if (names.length > VARIABLE_LIMITS.count) {
      refuse([], `At most ${VARIABLE_LIMITS.count} variables can be given`);
    }
    if (names.reduce((sum, name) => sum + codePoints(value[name] ?? ""), 0) > VARIABLE_LIMITS.totalMax) {
      refuse([], `All values together must be at most ${VARIABLE_LIMITS.totalMax} characters`);
    }
  });

const effortSchema = z.enum(EFFORTS, { error: `effort must be one of ${EFFORTS.join(", ")}` });

export const sendMessageSchema = z.object({
  message: messageTextSchema,
  chatId: idSchema.optional(),
  /** Absent: the active leaf; null: a new root. */
  parentId: idSchema.nullable().optional(),
  /** Remembered for the chat's later messages. */
  variables: variableValuesSchema.optional(),
  /** Files of the project that stand on the message; an edit that keeps them names them again. */
  fileIds: z
    .array(idSchema, { error: "fileIds must be a list of ids" })
    .max(LIMITS.filesPerMessage, `A message has at most ${LIMITS.filesPerMessage} files`)
    .optional(),
  /** Absent: what is live, and the draft until something is. */
  target: targetSchema.optional(),
  /** Kept with the chat, as {@link updateChatSchema} says. */
  model: modelNameSchema.nullable().optional(),
  /** Kept with the chat; a model that has no such thing answers as it does. */
  effort: effortSchema.nullable().optional(),
  stream: z.boolean().optional(),
});
export type SendMessageInput = z.infer<typeof sendMessageSchema>;

export const updateChatSchema = z.object({
  title: z
    .string()
    .trim()
    .min(1, "Title is required")
    .max(LIMITS.titleMax, `Title must be at most ${LIMITS.titleMax} characters`)
    .optional(),
  activeLeafId: idSchema.optional(),
  /** In place of all values that the chat remembers. */
  variables: variableValuesSchema.optional(),
  /** Answers in this chat in place of the project's; null: the project's. */
  model: modelNameSchema.nullable().optional(),
  /** How long a model that reasons thinks in this chat; null: as it likes. */
  effort: effortSchema.nullable().optional(),
  pinned: z.boolean({ error: "pinned must be true or false" }).optional(),
  archived: z.boolean({ error: "archived must be true or false" }).optional(),
  /** Lets everybody on the project read it, as it is and goes on. */
  shared: z.boolean({ error: "shared must be true or false" }).optional(),
});
/** The project that a chat goes to. */
export const moveChatSchema = z.object({ projectId: idSchema });
const flagSchema = z.enum(["true", "false"], { error: "must be true or false" });
/** Archived chats are listed apart from the others. */
export const chatListQuerySchema = pageQuerySchema.extend({
  pinned: flagSchema.optional(),
  archived: flagSchema.default("false"),
});
export const messagesQuerySchema = pageQuerySchema
  .extend({
    around: idSchema.optional().describe("The page that has this message in its middle, whatever its branch"),
    after: idSchema.optional().describe("The page that follows this message of the active branch"),
  })
  .refine(
    ({ cursor, around, after }) => [cursor, around, after].filter((one) => one !== undefined).length < 2,
    {
      message: "Only one of cursor, around and after can be given",
      path: ["cursor"],
    },
  );
export type MessagesQuery = z.infer<typeof messagesQuerySchema>;
export const messageRefSchema = z.object({ messageId: idSchema, stream: z.boolean().optional() });
export const regenerateSchema = messageRefSchema.extend({ target: targetSchema.optional() });
export const feedbackReasonSchema = z.enum(FEEDBACK_REASONS, { error: "Unknown reason" });
export const feedbackInputSchema = z.object({
  rating: z.enum(["up", "down"]).nullable(),
  note: z
    .string()
    .max(LIMITS.feedbackNoteMax, `Note must be at most ${LIMITS.feedbackNoteMax} characters`)
    .optional(),
  /** What is wrong with it; only kept with `down`. */
  reasons: z
    .array(feedbackReasonSchema, { error: "reasons must be a list" })
    .max(10, "At most 10 reasons can be given")
    .optional(),
});

export const chatSchema = z.object({
  id: z.string(),
  title: z.string(),
  projectId: z.string(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
  activityAt: timestampSchema,
  running: z.boolean(),
  pinned: z.boolean(),
  archived: z.boolean(),
  /** Everybody on the project may read it. */
  shared: z.boolean(),
});
export type Chat = z.infer<typeof chatSchema>;
/** One chat, with the values that it remembers for the prompts' variables. */
export const chatDetailSchema = chatSchema.extend({
  variables: z.record(z.string(), z.string()),
  /** Null: the project's. */
  model: z.string().nullable(),
  effort: z.enum(EFFORTS).nullable(),
});
export type ChatDetail = z.infer<typeof chatDetailSchema>;

export const messageStatusSchema = z.enum(["complete", "streaming", "stopped", "interrupted", "failed"]);
export type MessageStatus = z.infer<typeof messageStatusSchema>;

/** The AI SDK's finish reasons and our own `stopped`. */
export const finishReasonSchema = z.enum([
  "stop",
  "length",
  "content-filter",
  "tool-calls",
  "error",
  "other",
  "stopped",
]);
export type FinishReason = z.infer<typeof finishReasonSchema>;

/** AI SDK UIMessage parts, stored as they are (`ai` → UIMessagePart). */
export const messagePartSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), text: z.string(), state: z.enum(["streaming", "done"]).optional() }),
  z.object({
    type: z.literal("reasoning"),
    text: z.string(),
    state: z.enum(["streaming", "done"]).optional(),
  }),
  z.object({
    type: z.literal("file"),
    mediaType: z.string(),
    filename: z.string().optional(),
    url: z.string(),
  }),
  z.object({
    type: z.literal("source-document"),
    sourceId: z.string(),
    mediaType: z.string(),
    title: z.string(),
    filename: z.string().optional(),
    providerMetadata: z.record(z.string(), z.record(z.string(), z.json())).optional(),
  }),
  /** The model that was wanted was down before its first byte, and the project's second one answered. */
  z.object({
    type: z.literal("data-fallback"),
    data: z.object({ wanted: z.string(), model: z.string() }),
  }),
]);
export type MessagePart = z.infer<typeof messagePartSchema>;

/** Milliseconds. `first`: until the first text or thought; `thinking`: from the first thought to the first text. */
export const replyTimingSchema = z.object({
  total: z.number().int(),
  first: z.number().int().optional(),
  thinking: z.number().int().optional(),
});
export type ReplyTiming = z.infer<typeof replyTimingSchema>;

/** Why a reply failed, as far as people can do something about it; `internal` is ours. */
export const FAILURE_KINDS = [
  "key",
  "model",
  "long",
  "credit",
  "busy",
  "address",
  "down",
  "cut",
  "internal",
] as const;
export const replyFailureSchema = z.object({
  kind: z.enum(FAILURE_KINDS),
  /** In our words, with what can be done; never the provider's. */
  message: z.string(),
});
export type ReplyFailure = z.infer<typeof replyFailureSchema>;

const feedbackSchema = z.object({
  rating: z.enum(["up", "down"]),
  note: z.string().optional(),
  reasons: z.array(feedbackReasonSchema).optional(),
});

export const messageSchema = z.object({
  id: z.string(),
  parentId: z.string().nullable(),
  role: z.enum(["user", "assistant"]),
  parts: z.array(messagePartSchema),
  status: messageStatusSchema,
  siblings: z.object({ index: z.number().int(), count: z.number().int(), ids: z.array(z.string()) }),
  usage: usageSchema.optional(),
  model: z.string().optional(),
  finishReason: finishReasonSchema.optional(),
  configId: z.string().optional(),
  /** The reasoning effort that was asked for. */
  effort: z.enum(EFFORTS).optional(),
  /** The release that answered; null: the draft, and whatever a person wrote. */
  release: z.number().int().nullable(),
  feedback: feedbackSchema.optional(),
  timing: replyTimingSchema.optional(),
  /** Of a reply that failed. */
  failure: replyFailureSchema.optional(),
  /** US dollars, where the price of the model is known. */
  cost: z.number().optional(),
  createdAt: timestampSchema,
});
export type Message = z.infer<typeof messageSchema>;
export type Feedback = NonNullable<Message["feedback"]>;
export type FeedbackRating = Feedback["rating"];
