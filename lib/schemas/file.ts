import { z } from "zod";
import { idSchema, pageQuerySchema, timestampSchema } from "./common";

/** `uploaded → reading → indexing → ready | failed`; a file that nothing reads stays `uploaded`. */
export const fileStatusSchema = z.enum(["uploaded", "reading", "indexing", "ready", "failed"]);
export type FileStatus = z.infer<typeof fileStatusSchema>;

export const fileSchema = z.object({
  id: z.string(),
  filename: z.string(),
  /** The provider's id, or null when the file was not sent there. */
  fileId: z.string().nullable(),
  /** Bytes. */
  size: z.number().int(),
  mimeType: z.string(),
  status: fileStatusSchema,
  error: z.string().optional(),
  /** Said beside a file that was read, such as pages without text. */
  note: z.string().optional(),
  /** Part done, 0 to 1, while it is being read. */
  progress: z.number().min(0).max(1).optional(),
  /** Number of passages that answers can use; once it is ready. */
  passages: z.number().int().optional(),
  /**
   * The only chat that it belongs to: other chats' answers don't know it, and it goes with its chat. `draft` until a message
   * names it, which a day is left for; null: the project's.
   */
  chatId: z.string().nullable(),
  uploadedAt: timestampSchema,
});
export type ProjectFile = z.infer<typeof fileSchema>;

export const filesQuerySchema = pageQuerySchema.extend({
  /** Those that belong to this chat alone, in place of the project's. */
  chatId: idSchema.optional(),
});

export const uploadQuerySchema = z.object({
  /** `chat`: for the chat whose next message names it. */
  for: z.enum(["project", "chat"], { error: "for must be project or chat" }).default("project"),
});

export const keepFileSchema = z.object({
  /** Null keeps a chat's file in the project, for all its chats. */
  chatId: z.null({ error: "chatId must be null" }),
});
