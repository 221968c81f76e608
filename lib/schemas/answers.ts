import { z } from "zod";
import { profileSchema, sessionSchema, userSchema } from "./auth";
import { chatDetailSchema, chatSchema, finishReasonSchema, messagePartSchema, messageSchema } from "./chat";
import { timestampSchema, usageSchema } from "./common";
import { fileSchema } from "./file";
import { previewSchema } from "./preview";
import { modelSchema, projectSchema, projectSummarySchema, promptSchema } from "./project";
import { fileHitSchema, promptHitSchema, searchHitSchema } from "./search";
import { sharedChatSchema, shareSchema } from "./share";
import { usageReportSchema } from "./usage";
import { versionDetailSchema, versionSchema } from "./version";

/** What stands under `data` in the answers of the API. */
const nextCursorSchema = z.string().nullable();
/** The project's version after the change. */
const versionNumberSchema = z.number().int();

/** `token` is null where something comes first, which `next` then names. */
export const signedUpAnswer = z.object({
  user: userSchema,
  token: z.string().nullable(),
  next: z.enum(["confirm-email", "sign-in"]).optional(),
});
export const signedInAnswer = z.object({ user: userSchema, token: z.string() });
export const profileAnswer = z.object({ user: profileSchema });
export const profileUpdatedAnswer = profileAnswer.extend({ token: z.string().optional() });
export const sessionsAnswer = z.object({ sessions: z.array(sessionSchema), nextCursor: nextCursorSchema });
export const sessionsEndedAnswer = z.object({ revoked: z.number().int() });

export const projectsAnswer = z.object({
  projects: z.array(projectSummarySchema),
  nextCursor: nextCursorSchema,
});
export const projectAnswer = z.object({ project: projectSchema });
export const promptAnswer = z.object({ prompt: promptSchema, version: versionNumberSchema });
export const promptsAnswer = z.object({ prompts: z.array(promptSchema), version: versionNumberSchema });
export const promptRemovedAnswer = z.object({ id: z.string(), version: versionNumberSchema });
export const versionsAnswer = z.object({ versions: z.array(versionSchema), nextCursor: nextCursorSchema });
export const versionAnswer = z.object({ version: versionDetailSchema });
export const restoredAnswer = z.object({ project: projectSchema, version: versionSchema });
export const previewAnswer = z.object({ preview: previewSchema });
export const fileAnswer = z.object({ file: fileSchema });
export const filesAnswer = z.object({ files: z.array(fileSchema), nextCursor: nextCursorSchema });
/** `down`: the slugs of the connections that did not answer when last asked for their lists; `reachable`: whether any did. */
export const modelsAnswer = z.object({
  models: z.array(modelSchema),
  reachable: z.boolean(),
  down: z.array(z.string()),
});

export const chatsAnswer = z.object({ chats: z.array(chatSchema), nextCursor: nextCursorSchema });
export const chatAnswer = z.object({ chat: chatDetailSchema });
/** `newer` and `active` come with `around` and `after`: whether the branch goes on behind the page, and is the active one. */
export const messagesAnswer = z.object({
  messages: z.array(messageSchema),
  nextCursor: nextCursorSchema,
  newer: z.boolean().optional(),
  active: z.boolean().optional(),
});
export const messageAnswer = z.object({ message: messageSchema });
export const stoppedAnswer = z.object({ stopped: z.boolean() });
export const replyAnswer = z.object({
  message: z.string(),
  usage: usageSchema,
  chatId: z.string(),
  messageId: z.string(),
  model: z.string(),
  finishReason: finishReasonSchema,
  sources: z.array(messagePartSchema).optional(),
});

export const searchAnswer = z.object({
  results: z.array(searchHitSchema),
  nextCursor: nextCursorSchema,
  files: z.array(fileHitSchema).optional(),
  prompts: z.array(promptHitSchema).optional(),
});
export const sharesAnswer = z.object({ shares: z.array(shareSchema) });
/** `token` and `path` are shown this once. */
export const sharedAnswer = z.object({ share: shareSchema, token: z.string(), path: z.string() });
export const sharedChatAnswer = z.object({ chat: sharedChatSchema });

export const usageAnswer = z.object({ usage: usageReportSchema });

export const emptyAnswer = z.object({});

export const healthAnswer = z.object({
  status: z.enum(["OK", "UNAVAILABLE"]),
  timestamp: timestampSchema,
  version: z.string(),
  store: z.enum(["sqlite", "mongodb"]),
  provider: z.enum(["configured", "demo"]),
  /** Why the store does not answer, where that is known: its disk is full, its file is damaged. */
  reason: z.string().optional(),
});
