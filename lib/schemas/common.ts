import { z } from "zod";
import "./plain-faults";

/** Limits of the HTTP contract, in one place for routes, forms and docs. Lengths are Unicode code points, as in JSON Schema. */
export const LIMITS = {
  nameMax: 100,
  emailMax: 254,
  passwordMin: 6,
  /** bcrypt reads at most 72 bytes. */
  passwordMaxBytes: 72,
  descriptionMax: 2_000,
  promptMax: 100_000,
  messageMax: 100_000,
  titleMax: 200,
  filesPerMessage: 10,
  /** Bytes of all pictures that one request carries to the provider. */
  pictureBytes: 20 * 1024 * 1024,
  feedbackNoteMax: 2_000,
  idempotencyKeyMax: 255,
  promptsPerProject: 50,
  /** Bytes (UTF-8) of all prompts of a project together: 50 of the longest kind in Latin letters; one document of MongoDB holds them. */
  promptBytes: 6 * 1024 * 1024,
  filesPerProject: 100,
  /** Of all chats of a project together. */
  chatFilesPerProject: 2_000,
  projectsPerUser: 1_000,
  jsonBodyBytes: 10 * 1024 * 1024,
  /** An imported project without the contents of its files: 50 prompts of the longest kind fit. */
  projectDocumentBytes: 32 * 1024 * 1024,
  pageMax: 100,
  pageDefault: 50,
  searchMax: 200,
} as const;

/** A malformed id is a 404, not a 400: any string passes here and the store finds nothing. */
export const idSchema = z.string().max(200);

export const pageQuerySchema = z.object({
  limit: z.coerce
    .number({ error: "limit must be a number" })
    .int("limit must be a whole number")
    .min(1, "limit must be at least 1")
    .max(LIMITS.pageMax, `limit must be at most ${LIMITS.pageMax}`)
    .default(LIMITS.pageDefault),
  cursor: z.string().min(1).max(1_000).optional(),
});
export type PageQuery = z.infer<typeof pageQuerySchema>;

export const modelNameSchema = z
  .string({ error: "Model must be text" })
  .trim()
  .min(1, "Model is required")
  .max(200, "Model must be at most 200 characters");

export const timestampSchema = z.iso.datetime();

export const usageSchema = z.object({
  prompt_tokens: z.number().int(),
  completion_tokens: z.number().int(),
  total_tokens: z.number().int(),
});
export type Usage = z.infer<typeof usageSchema>;
