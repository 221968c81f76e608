import { z } from "zod";
import { timestampSchema } from "./common";
import { promptSchema, seenVersionSchema, settingsSchema } from "./project";

/** One state of a project's prompts and settings. */
export const versionSchema = z.object({
  id: z.string(),
  /** The project's `version` that it came with: rises, with gaps. */
  number: z.number().int(),
  createdAt: timestampSchema,
  by: z.object({ id: z.string(), name: z.string() }),
  /** What changed, in one line. */
  summary: z.string(),
  /** The number of the version that was restored, or null. */
  restoredFrom: z.number().int().nullable(),
  /** It is how the project stands. */
  current: z.boolean(),
});
export type Version = z.infer<typeof versionSchema>;

export const versionDetailSchema = versionSchema.extend({
  prompts: z.array(promptSchema),
  settings: settingsSchema,
});
export type VersionDetail = z.infer<typeof versionDetailSchema>;

export const restoreVersionSchema = z.object({ version: seenVersionSchema });
