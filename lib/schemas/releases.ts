import { z } from "zod";
import { timestampSchema } from "./common";
import { roleSchema, settingsSchema } from "./project";

export const RELEASE_LIMITS = {
  perProject: 1_000,
  publications: 10_000,
  noteMax: 500,
  reasonMax: 1_000,
} as const;

const authorSchema = z.object({ id: z.string(), name: z.string() });

export const releaseInputSchema = z.object({
  note: z
    .string({ error: "Note must be text" })
    .trim()
    .max(RELEASE_LIMITS.noteMax, `Note must be at most ${RELEASE_LIMITS.noteMax} characters`)
    .default(""),
});

/** What a project said, was set to and knew at one moment; never changed afterwards. */
export const releaseSchema = z.object({
  number: z.number().int(),
  note: z.string(),
  configId: z.string(),
  /** Of what the config leaves out: embedding model, wrapper texts, form of passages. */
  fingerprint: z.string(),
  createdAt: timestampSchema,
  author: authorSchema,
  live: z.boolean(),
  /** Whether everything that it answered from is still there. */
  replayable: z.boolean(),
  /** Bytes of text and index kept for it although its files have left the draft. */
  keptBytes: z.number().int(),
  /** The last run that its publishing was judged by, and why it went live all the same. */
  gate: z
    .object({ runId: z.string().nullable(), override: z.object({ reason: z.string() }).nullable() })
    .nullable(),
});
export type Release = z.infer<typeof releaseSchema>;

export const releaseDetailSchema = releaseSchema.extend({
  prompts: z.array(z.object({ role: roleSchema, content: z.string() })),
  settings: settingsSchema,
  files: z.array(
    z.object({
      id: z.string(),
      filename: z.string(),
      sha256: z.string(),
      segmentId: z.string().nullable(),
      /** Still in the draft; its text is there for this release. */
      inDraft: z.boolean(),
      available: z.boolean(),
    }),
  ),
  /** What the gates of the test sets say to it now; empty: none is set. */
  rules: z.array(z.object({ set: z.string(), rule: z.string(), ok: z.boolean(), detail: z.string() })),
});
export type ReleaseDetail = z.infer<typeof releaseDetailSchema>;

export const compareQuerySchema = z.object({
  with: z.union([z.literal("draft"), z.coerce.number().int().min(1)]).default("draft"),
});
const promptSideSchema = z.object({ position: z.number().int(), role: roleSchema, content: z.string() });
export const releaseComparisonSchema = z.object({
  from: z.union([z.number().int(), z.literal("draft")]),
  to: z.union([z.number().int(), z.literal("draft")]),
  same: z.boolean(),
  prompts: z.array(
    z.object({
      kind: z.enum(["added", "removed", "changed", "same"]),
      moved: z.boolean(),
      before: promptSideSchema.nullable(),
      after: promptSideSchema.nullable(),
    }),
  ),
  settings: z.array(
    z.object({ field: z.string(), label: z.string(), before: z.string(), after: z.string() }),
  ),
  files: z.array(
    z.object({ id: z.string(), filename: z.string(), kind: z.enum(["added", "removed", "changed"]) }),
  ),
});
export type ReleaseComparison = z.infer<typeof releaseComparisonSchema>;

export const liveInputSchema = z.object({
  release: z.number({ error: "Release must be a number or null" }).int().min(1).nullable(),
  override: z
    .object({
      reason: z
        .string({ error: "A reason is required" })
        .trim()
        .min(1, "A reason is required")
        .max(RELEASE_LIMITS.reasonMax, `The reason must be at most ${RELEASE_LIMITS.reasonMax} characters`),
    })
    .optional(),
});
export type LiveInput = z.infer<typeof liveInputSchema>;

export const publicationSchema = z.object({
  id: z.string(),
  kind: z.enum(["publish", "rollback", "unpublish"]),
  release: z.number().int().nullable(),
  previous: z.number().int().nullable(),
  at: timestampSchema,
  by: authorSchema,
  override: z.object({ reason: z.string() }).nullable(),
  runId: z.string().nullable(),
});
export type Publication = z.infer<typeof publicationSchema>;

const nextCursor = z.string().nullable();
export const releaseAnswer = z.object({ release: releaseSchema });
export const releaseDetailAnswer = z.object({ release: releaseDetailSchema });
export const releasesAnswer = z.object({ releases: z.array(releaseSchema), nextCursor });
export const comparisonAnswer = z.object({ comparison: releaseComparisonSchema });
export const liveAnswer = z.object({
  liveRelease: z.number().int().nullable(),
  publication: publicationSchema.nullable(),
});
export const publicationsAnswer = z.object({ publications: z.array(publicationSchema), nextCursor });
