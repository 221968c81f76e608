import { z } from "zod";
import { chatSchema } from "./chat";
import { fileSchema } from "./file";
import { projectColors } from "./project-look";

/** News about the caller's own things: the `data` of each event of `GET /api/events`. */
export const liveEventSchema = z.discriminatedUnion("type", [
  /** A chat is new, or its title, activity or running state changed. */
  z.object({ type: z.literal("chat"), chat: chatSchema }),
  z.object({ type: z.literal("chat-removed"), projectId: z.string(), chatId: z.string() }),
  z.object({ type: z.literal("file"), projectId: z.string(), file: fileSchema }),
  z.object({ type: z.literal("file-removed"), projectId: z.string(), fileId: z.string() }),
  /** A project is new to the caller, or its name, look, prompts, settings or live release changed. What is absent stays as it was. */
  z.object({
    type: z.literal("project"),
    project: z.object({
      id: z.string(),
      name: z.string(),
      icon: z.string().nullable().optional(),
      color: z.enum(projectColors).nullable().optional(),
      /** Whether the caller keeps it at the top. */
      pinned: z.boolean().optional(),
      version: z.number().int().optional(),
    }),
  }),
  /** Somebody joined or left a project, or has another role there. */
  z.object({ type: z.literal("people"), projectId: z.string() }),
  z.object({ type: z.literal("project-removed"), projectId: z.string() }),
  /** Something was missed (the reader was away for too long): load afresh what is shown. */
  z.object({ type: z.literal("reset") }),
]);
export type LiveEvent = z.infer<typeof liveEventSchema>;
