import { z } from "zod";
import { idSchema, timestampSchema } from "./common";

/** Absent: the active branch as it stands now. */
export const createShareSchema = z.object({ leafId: idSchema.optional() });

export const shareSchema = z.object({ id: z.string(), leafId: z.string(), createdAt: timestampSchema });
export type Share = z.infer<typeof shareSchema>;

/** What a visitor sees: nothing that names the owner, the project, its prompts or its files, but for those attached to a message. */
export const sharedChatSchema = z.object({
  title: z.string(),
  createdAt: timestampSchema,
  messages: z.array(
    z.object({
      /** Names the message on this page; no id of the chat. */
      id: z.string(),
      role: z.enum(["user", "assistant"]),
      text: z.string(),
      /** What was attached, by name alone: the content stays private. */
      files: z.array(z.object({ filename: z.string(), mediaType: z.string() })),
      createdAt: timestampSchema,
    }),
  ),
  nextCursor: z.string().nullable(),
});
export type SharedChat = z.infer<typeof sharedChatSchema>;

export type SharedMessage = SharedChat["messages"][number];

export const exportQuerySchema = z.object({
  format: z.enum(["md", "json"], { error: "format must be md or json" }).default("md"),
});

/** A chat that its author shares with everybody on the project. */
export const projectSharedChatSchema = z.object({
  id: z.string(),
  title: z.string(),
  author: z.object({ id: z.string(), name: z.string() }),
  sharedAt: timestampSchema,
  activityAt: timestampSchema,
});
export type ProjectSharedChat = z.infer<typeof projectSharedChatSchema>;
export const projectSharedChatsAnswer = z.object({
  chats: z.array(projectSharedChatSchema),
  nextCursor: z.string().nullable(),
});
export const projectSharedMessagesSchema = projectSharedChatSchema.extend({
  messages: sharedChatSchema.shape.messages,
  nextCursor: z.string().nullable(),
});
export type ProjectSharedMessages = z.infer<typeof projectSharedMessagesSchema>;
export const projectSharedChatAnswer = z.object({ chat: projectSharedMessagesSchema });
