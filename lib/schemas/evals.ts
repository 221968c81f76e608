import { z } from "zod";
import { messageTextSchema, saidSchema, variableValuesSchema } from "./chat";
import { CHECK_LIMITS, checkInputSchema, checkSchema } from "./checks";
import { idSchema, LIMITS, timestampSchema } from "./common";

export const EVAL_LIMITS = {
  setsPerProject: 50,
  casesPerSet: 500,
  turns: 40,
  tags: 20,
  activeRuns: 10,
  runsKept: 500,
  repeatsMax: 10,
} as const;

const nameSchema = z
  .string({ error: "Name is required" })
  .trim()
  .min(1, "Name is required")
  .max(LIMITS.nameMax, `Name must be at most ${LIMITS.nameMax} characters`);

/** What must be so before a release may go live. Off unless `enabled`. */
export const gateSchema = z.object({
  enabled: z.boolean({ error: "enabled must be true or false" }).default(true),
  /** Cost and answering time may be so many times what is live; null: not looked at. */
  maxCostRatio: z.number().min(1).max(100).nullable().default(null),
  maxLatencyRatio: z.number().min(1).max(100).nullable().default(null),
});
export type Gate = z.infer<typeof gateSchema>;

export const testSetInputSchema = z.object({
  name: nameSchema,
  gate: gateSchema.nullable().default(null),
  /** Runs what is live every night. */
  nightly: z.boolean().default(false),
});
export const testSetPatchSchema = z.object({
  name: nameSchema.optional(),
  gate: gateSchema.nullable().optional(),
  nightly: z.boolean().optional(),
});
export const testSetSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  name: z.string(),
  gate: gateSchema.nullable(),
  nightly: z.boolean(),
  cases: z.number().int(),
  /** Names the cases as they stand: another value, other cases. */
  revision: z.string(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
export type TestSet = z.infer<typeof testSetSchema>;

export const turnSchema = z.object({
  role: z.enum(["user", "assistant"], { error: "Role must be user or assistant" }),
  content: messageTextSchema,
});
export type Turn = z.infer<typeof turnSchema>;

const caseSource = z.object({ chatId: z.string(), messageId: z.string(), configId: z.string().nullable() });

const referenceSchema = z
  .string({ error: "Reference answer must be text" })
  .max(LIMITS.messageMax, `Reference answer must be at most ${LIMITS.messageMax} characters`);
const tagsSchema = z
  .array(z.string().trim().min(1, "A tag can't be empty").max(50, "A tag must be at most 50 characters"))
  .max(EVAL_LIMITS.tags, `A case has at most ${EVAL_LIMITS.tags} tags`);
const checksSchema = z
  .array(checkInputSchema)
  .max(CHECK_LIMITS.perCase, `A case has at most ${CHECK_LIMITS.perCase} checks`);

export const caseInputSchema = z.object({
  name: z.string().trim().max(200, "Name must be at most 200 characters").optional(),
  /** Of an older conversation: given as they are, never judged. */
  turns: z
    .array(turnSchema)
    .max(EVAL_LIMITS.turns, `A case has at most ${EVAL_LIMITS.turns} turns`)
    .default([]),
  question: saidSchema("Question"),
  variables: variableValuesSchema.default({}),
  fileIds: z.array(idSchema).max(LIMITS.filesPerMessage).default([]),
  reference: referenceSchema.optional(),
  checks: checksSchema.default([]),
  tags: tagsSchema.default([]),
});
export type CaseInput = z.output<typeof caseInputSchema>;
export const casePatchSchema = z.object({
  name: caseInputSchema.shape.name,
  turns: z.array(turnSchema).max(EVAL_LIMITS.turns).optional(),
  question: saidSchema("Question").optional(),
  variables: variableValuesSchema.optional(),
  fileIds: z.array(idSchema).max(LIMITS.filesPerMessage).optional(),
  reference: referenceSchema.nullable().optional(),
  checks: checksSchema.optional(),
  tags: tagsSchema.optional(),
  /** The revision that the editor saw; 409 `stale_edit` when it has risen. */
  revision: z.number().int().min(1).optional(),
});
export type CasePatch = z.output<typeof casePatchSchema>;

/** What a case holds; a revision of it never changes. */
export const caseContentSchema = z.object({
  name: z.string(),
  turns: z.array(turnSchema),
  question: z.string(),
  variables: z.record(z.string(), z.string()),
  fileIds: z.array(z.string()),
  reference: z.string().optional(),
  checks: z.array(checkSchema),
  tags: z.array(z.string()),
  source: caseSource.optional(),
});
export type CaseContent = z.infer<typeof caseContentSchema>;
export const caseSchema = caseContentSchema.extend({
  id: z.string(),
  testSetId: z.string(),
  revision: z.number().int(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
export type Case = z.infer<typeof caseSchema>;

export const caseFromMessageSchema = z.object({
  testSetId: idSchema.optional(),
  checks: z.array(checkInputSchema).max(CHECK_LIMITS.perCase).optional(),
  reference: referenceSchema.optional(),
  /** What it should have said, in a person's words: becomes the criteria of a `meets` check. */
  expected: z
    .string({ error: "Expected answer must be text" })
    .trim()
    .max(CHECK_LIMITS.criteria, `Expected answer must be at most ${CHECK_LIMITS.criteria} characters`)
    .optional(),
});

export const IMPORT_FORMATS = ["json", "promptfoo", "csv"] as const;
export const importSchema = z.object({
  /** The file's text. Absent: `cases` are given as they are. */
  content: z.string().max(LIMITS.jsonBodyBytes).optional(),
  format: z.enum(IMPORT_FORMATS).optional(),
  cases: z.array(z.json()).max(EVAL_LIMITS.casesPerSet).optional(),
});
export const casesExportQuerySchema = z.object({ format: z.enum(IMPORT_FORMATS).default("json") });
export const unmappedSchema = z.object({
  /** Where it stood: `tests.0.assert.2`. */
  path: z.string(),
  what: z.string(),
});
export type Unmapped = z.infer<typeof unmappedSchema>;

const nextCursor = z.string().nullable();
export const testSetAnswer = z.object({ testSet: testSetSchema });
export const testSetsAnswer = z.object({ testSets: z.array(testSetSchema), nextCursor });
export const caseAnswer = z.object({ case: caseSchema });
export const casesAnswer = z.object({ cases: z.array(caseSchema), nextCursor });
export const importAnswer = z.object({ cases: z.array(caseSchema), unmapped: z.array(unmappedSchema) });
