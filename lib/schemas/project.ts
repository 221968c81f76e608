import { z } from "zod";
import { LIMITS, modelNameSchema, pageQuerySchema, timestampSchema } from "./common";
import { fileSchema } from "./file";
import { KNOWLEDGE_DEFAULTS } from "./knowledge-settings";
import { projectRoleSchema } from "./people";
import { projectColors, projectLookSchema } from "./project-look";

export const roleSchema = z.enum(["system", "user", "assistant"], {
  error: "Role must be system, user or assistant",
});
export type Role = z.infer<typeof roleSchema>;

export const promptInputSchema = z.object({
  role: roleSchema.default("system"),
  content: z
    .string({ error: "Content is required" })
    .min(1, "Content is required")
    .max(LIMITS.promptMax, `Content must be at most ${LIMITS.promptMax} characters`),
});
/** The version of the project the editor saw; 409 `stale_edit` when it has risen since. */
export const seenVersionSchema = z.number().int().min(1).optional();
export const promptUpdateSchema = z.object({
  role: roleSchema.optional(),
  content: promptInputSchema.shape.content.optional(),
  version: seenVersionSchema,
});
export const promptOrderSchema = z.object({
  order: z.array(z.string().max(200)).max(LIMITS.promptsPerProject),
});
export const promptSchema = z.object({
  id: z.string(),
  role: roleSchema,
  content: z.string(),
  createdAt: timestampSchema,
});
export type Prompt = z.infer<typeof promptSchema>;

/** How answers use the project's files. */
export const knowledgeSettingsSchema = z.object({
  /** Off: files are kept but no answer sees them. */
  enabled: z.boolean({ error: "Use files must be on or off" }).default(KNOWLEDGE_DEFAULTS.enabled),
  /** Passages that one answer gets at most. */
  passages: z
    .number({ error: "Passages must be a number" })
    .int("Passages must be a whole number")
    .min(1, "Passages must be at least 1")
    .max(20, "Passages must be at most 20")
    .default(KNOWLEDGE_DEFAULTS.passages),
  /** Tokens that the passages of one answer may take together. */
  budget: z
    .number({ error: "Budget must be a number" })
    .int("Budget must be a whole number")
    .min(200, "Budget must be at least 200 tokens")
    .max(32_000, "Budget must be at most 32000 tokens")
    .default(KNOWLEDGE_DEFAULTS.budget),
  /** Answers come from the files alone; what isn't there is said not to be. */
  only: z.boolean({ error: "Answer only from files must be on or off" }).default(KNOWLEDGE_DEFAULTS.only),
});
export type KnowledgeSettings = z.infer<typeof knowledgeSettingsSchema>;

const STARTERS = { most: 6, longest: 300 } as const;

export const settingsSchema = z.object({
  model: modelNameSchema,
  /** Answers where the model is down before its first byte; null or absent: none does. */
  fallbackModel: modelNameSchema.nullable().optional(),
  temperature: z
    .number({ error: "Temperature must be a number" })
    .min(0, "Temperature must be at least 0")
    .max(2, "Temperature must be at most 2"),
  maxTokens: z
    .number({ error: "Maximum per reply must be a number of tokens" })
    .int("Maximum per reply must be a whole number")
    .min(1, "Maximum per reply must be at least 1")
    .max(128_000, "Maximum per reply must be at most 128000"),
  /** Absent: {@link KNOWLEDGE_DEFAULTS}. */
  knowledge: knowledgeSettingsSchema.optional(),
  /** Ways to begin that an empty chat offers. Absent: general ones. */
  starters: z
    .array(
      z
        .string({ error: "A starter must be text" })
        .trim()
        .min(1, "A starter can't be empty")
        .max(STARTERS.longest, `A starter must be at most ${STARTERS.longest} characters`),
      { error: "Starters must be a list of texts" },
    )
    .max(STARTERS.most, `A project has at most ${STARTERS.most} starters`)
    .optional(),
});
export type Settings = z.infer<typeof settingsSchema>;
export const SETTINGS_DEFAULTS = { temperature: 0.7, maxTokens: 1_000 } as const;

const projectNameSchema = z
  .string({ error: "Name is required" })
  .trim()
  .min(1, "Name is required")
  .max(LIMITS.nameMax, `Name must be at most ${LIMITS.nameMax} characters`);
const descriptionSchema = z
  .string({ error: "Description must be text" })
  .max(LIMITS.descriptionMax, `Description must be at most ${LIMITS.descriptionMax} characters`);

export const createProjectSchema = z.object({
  name: projectNameSchema,
  description: descriptionSchema.default(""),
  settings: settingsSchema.partial().optional(),
  prompts: z
    .array(promptInputSchema)
    .max(LIMITS.promptsPerProject, `A project has at most ${LIMITS.promptsPerProject} prompts`)
    .optional(),
  ...projectLookSchema.shape,
});
export type CreateProjectInput = z.infer<typeof createProjectSchema>;

export const updateProjectSchema = z.object({
  name: projectNameSchema.optional(),
  description: descriptionSchema.optional(),
  settings: settingsSchema.partial().optional(),
  ...projectLookSchema.shape,
  version: seenVersionSchema,
});
export type UpdateProjectInput = z.infer<typeof updateProjectSchema>;

export const projectListQuerySchema = pageQuerySchema.extend({
  q: z.string().trim().max(LIMITS.searchMax, `q must be at most ${LIMITS.searchMax} characters`).optional(),
});

const projectBase = z.object({
  id: z.string(),
  /** What programs call it (`model` at `/api/v1`); unique per owner, the same whatever the name becomes. */
  slug: z.string(),
  /** What the caller may do there. */
  role: projectRoleSchema,
  name: z.string(),
  description: z.string(),
  /** One sign, mostly an emoji. */
  icon: z.string().nullable(),
  color: z.enum(projectColors).nullable(),
  settings: settingsSchema,
  version: z.number().int(),
  /** The number of the release that answers; null: the draft does. */
  liveRelease: z.number().int().nullable(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
  activityAt: timestampSchema,
});
export const projectSchema = projectBase.extend({
  prompts: z.array(promptSchema),
  files: z.array(fileSchema),
});
export type Project = z.infer<typeof projectSchema>;
export const projectSummarySchema = projectBase.extend({
  promptCount: z.number().int(),
  fileCount: z.number().int(),
  chatCount: z.number().int(),
  /** Whether the caller keeps it at the top. */
  pinned: z.boolean(),
});
export type ProjectSummary = z.infer<typeof projectSummarySchema>;

export const modelSchema = z.object({
  id: z.string(),
  name: z.string(),
  contextWindow: z.number().int().nullable(),
  /** Whose model it is; null: the demo's. */
  connection: z.object({ id: z.string(), name: z.string() }).nullable(),
});
export type Model = z.infer<typeof modelSchema>;

/** Seconds. */
const MODELS_AGE_MAX = 300;
export const modelsQuerySchema = z.object({
  maxAge: z.coerce
    .number({ error: "maxAge must be a number of seconds" })
    .int("maxAge must be a whole number of seconds")
    .min(0, "maxAge must be at least 0 seconds")
    .max(MODELS_AGE_MAX, `maxAge must be at most ${MODELS_AGE_MAX} seconds`)
    .default(MODELS_AGE_MAX),
});
