import { z } from "zod";
import { messageTextSchema, variableValuesSchema } from "./chat";
import { CHECK_LIMITS, checkInputSchema, checkResultSchema, checkSchema } from "./checks";
import { idSchema, LIMITS, pageQuerySchema, timestampSchema, usageSchema } from "./common";
import { projectDocumentSchema } from "./transfer";

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

export const caseInputSchema = z.object({
  name: z.string().trim().max(200, "Name must be at most 200 characters").optional(),
  /** Of an older conversation: given as they are, never judged. */
  turns: z
    .array(turnSchema)
    .max(EVAL_LIMITS.turns, `A case has at most ${EVAL_LIMITS.turns} turns`)
    .default([]),
  question: messageTextSchema,
  variables: variableValuesSchema.default({}),
  fileIds: z.array(idSchema).max(LIMITS.filesPerMessage).default([]),
  reference: z.string().max(LIMITS.messageMax).optional(),
  checks: z
    .array(checkInputSchema)
    .max(CHECK_LIMITS.perCase, `A case has at most ${CHECK_LIMITS.perCase} checks`)
    .default([]),
  tags: z.array(z.string().trim().min(1).max(50)).max(EVAL_LIMITS.tags).default([]),
});
export type CaseInput = z.output<typeof caseInputSchema>;
export const casePatchSchema = z.object({
  name: caseInputSchema.shape.name,
  turns: z.array(turnSchema).max(EVAL_LIMITS.turns).optional(),
  question: messageTextSchema.optional(),
  variables: variableValuesSchema.optional(),
  fileIds: z.array(idSchema).max(LIMITS.filesPerMessage).optional(),
  reference: z.string().max(LIMITS.messageMax).nullable().optional(),
  checks: z.array(checkInputSchema).max(CHECK_LIMITS.perCase).optional(),
  tags: z.array(z.string().trim().min(1).max(50)).max(EVAL_LIMITS.tags).optional(),
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
  reference: z.string().max(LIMITS.messageMax).optional(),
  /** What it should have said, in a person's words: becomes the criteria of a `meets` check. */
  expected: z.string().trim().max(CHECK_LIMITS.criteria).optional(),
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

const candidateSchema = z.union([z.literal("draft"), z.number().int().min(1), projectDocumentSchema], {
  error: 'candidate must be "draft", the number of a release or a project document',
});
export const runInputSchema = z.object({
  testSetId: idSchema,
  candidate: candidateSchema,
  /** Absent: what is live; null: nothing to compare with. */
  baseline: z
    .union([z.literal("live"), z.number().int().min(1)])
    .nullable()
    .optional(),
  repeats: z
    .number({ error: "Repeats must be a number" })
    .int("Repeats must be a whole number")
    .min(1, "Repeats must be at least 1")
    .max(EVAL_LIMITS.repeatsMax, `Repeats must be at most ${EVAL_LIMITS.repeatsMax}`)
    .default(1),
  /** US dollars. */
  maxCost: z.number({ error: "maxCost must be a number" }).min(0, "maxCost must not be negative").optional(),
  judgeModel: z.string().trim().min(1).max(200).optional(),
  /** These cases alone. */
  caseIds: z.array(idSchema).max(EVAL_LIMITS.casesPerSet).optional(),
});
export type RunInput = z.output<typeof runInputSchema>;

export const runStatusSchema = z.enum(["queued", "running", "done", "cancelled", "failed"]);
export type EvalRunStatus = z.infer<typeof runStatusSchema>;
export const runVerdictSchema = z.enum(["better", "worse", "same", "unclear"]);
export const gateRuleSchema = z.object({ rule: z.string(), ok: z.boolean(), detail: z.string() });
export type GateRule = z.infer<typeof gateRuleSchema>;

const interval = z.object({ low: z.number(), high: z.number() }).nullable();
const ratio = z
  .object({
    median: z.number(),
    interval: z.object({ low: z.number(), high: z.number() }),
    cases: z.number().int(),
  })
  .nullable();
export const statisticsSchema = z.object({
  cases: z.number().int(),
  improved: z.number().int(),
  regressed: z.number().int(),
  /** Mean share of repeats that pass, 0 to 1. */
  candidate: z.number().nullable(),
  baseline: z.number().nullable(),
  difference: z.number().nullable(),
  interval,
  p: z.number(),
  exact: z.boolean(),
  passHatK: z.object({
    k: z.number().int(),
    candidate: z.number().nullable(),
    baseline: z.number().nullable(),
  }),
  cost: ratio,
  latency: ratio,
  needed: z.object({ cases: z.number().int().nullable(), repeats: z.number().int().nullable() }).nullable(),
  errors: z.number().int(),
  skipped: z.number().int(),
});
export type Statistics = z.infer<typeof statisticsSchema>;

export const sideSchema = z.object({
  kind: z.enum(["draft", "release", "document"]),
  release: z.number().int().nullable(),
  configId: z.string(),
  fingerprint: z.string(),
  model: z.string(),
});
const share = z.number().nullable();
export const causeRatesSchema = z.object({
  candidate: share,
  baseline: share,
  /** The draft's prompt with live passages, the live prompt with the draft's, its model alone, live once more. */
  prompt: share,
  passages: share,
  model: share,
  again: share,
});
export type CauseRates = z.infer<typeof causeRatesSchema>;
/** Why a case changed, by experiment. */
export const causeSchema = z.object({
  caseId: z.string(),
  cause: z.enum(["prompt", "passages", "model", "interaction", "chance"]),
  rates: causeRatesSchema,
});
export type Cause = z.infer<typeof causeSchema>;
export const fileImpactSchema = z.object({
  /** Cases that expect a passage or a citation which would be gone. */
  cases: z.array(z.object({ id: z.string(), testSetId: z.string(), name: z.string() })),
  /** Releases that answer from it. */
  releases: z.array(z.number().int()),
});
export type FileImpact = z.infer<typeof fileImpactSchema>;
export const fileImpactAnswer = z.object({ impact: fileImpactSchema });
export const fileRemovedAnswer = z.object({ unreplayable: z.array(z.number().int()).optional() });
export const removeFileQuerySchema = z.object({
  /** Also what releases keep of it. */
  forever: z.enum(["true", "false"], { error: "forever must be true or false" }).default("false"),
});

export const evalRunSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  testSetId: z.string(),
  testSetName: z.string(),
  kind: z.enum(["test", "why", "nightly"]),
  status: runStatusSchema,
  /** Why it ended early, if it did. */
  stopReason: z.string().nullable(),
  progress: z.object({ done: z.number().int(), total: z.number().int(), errors: z.number().int() }),
  setRevision: z.string(),
  candidate: sideSchema,
  baseline: sideSchema.nullable(),
  repeats: z.number().int(),
  judgeModel: z.string(),
  maxCost: z.number().nullable(),
  verdict: runVerdictSchema.nullable(),
  /** In one sentence. */
  sentence: z.string().nullable(),
  gate: z.array(gateRuleSchema),
  /** Of a run that asks why: the run that it explains, and what it found. */
  explains: z.string().nullable(),
  causes: z.array(causeSchema),
  /** Of a nightly run: unchanged content does worse, and the likely cause. */
  alarm: z.string().nullable(),
  statistics: statisticsSchema.nullable(),
  /** US dollars, both sides and the judge; null: no prices are known. */
  cost: z.number().nullable(),
  usage: usageSchema,
  warnings: z.array(z.string()),
  url: z.string(),
  createdAt: timestampSchema,
  finishedAt: timestampSchema.nullable(),
});
export type EvalRun = z.infer<typeof evalRunSchema>;

export const passageRefSchema = z.object({
  hash: z.string(),
  rank: z.number().int(),
  fileId: z.string(),
  filename: z.string(),
  text: z.string(),
});
export const evalResultSchema = z.object({
  id: z.string(),
  caseId: z.string(),
  caseName: z.string(),
  caseRevision: z.number().int(),
  side: z.string(),
  repeat: z.number().int(),
  verdict: z.enum(["pass", "fail", "error", "skipped"]),
  output: z.string(),
  passages: z.array(passageRefSchema),
  checks: z.array(checkResultSchema),
  usage: usageSchema.nullable(),
  cost: z.number().nullable(),
  firstMs: z.number().nullable(),
  totalMs: z.number().nullable(),
  finishReason: z.string().nullable(),
  error: z.string().nullable(),
  review: z.object({ agree: z.boolean(), by: z.string(), at: timestampSchema }).nullable(),
});
export type EvalResult = z.infer<typeof evalResultSchema>;

export const runQuerySchema = z.object({
  wait: z.coerce
    .number({ error: "wait must be a number of seconds" })
    .min(0, "wait must be at least 0")
    .max(60, "wait must be at most 60 seconds")
    .default(0),
});
export const runListQuerySchema = pageQuerySchema.extend({ testSetId: idSchema.optional() });
export const resultsQuerySchema = pageQuerySchema.extend({
  caseId: idSchema.optional(),
  side: z.string().max(50).optional(),
});
export const reportQuerySchema = z.object({ format: z.enum(["json", "junit", "csv", "md"]).default("json") });
export const reviewInputSchema = z.object({
  agree: z.boolean({ error: "agree must be true or false" }),
  /** Which check, counted from 0; absent: every one that a judge decided. */
  check: z.number().int().min(0).max(CHECK_LIMITS.perCase).optional(),
});

const nextCursor = z.string().nullable();
export const testSetAnswer = z.object({ testSet: testSetSchema });
export const testSetsAnswer = z.object({ testSets: z.array(testSetSchema), nextCursor });
export const caseAnswer = z.object({ case: caseSchema });
export const casesAnswer = z.object({ cases: z.array(caseSchema), nextCursor });
export const importAnswer = z.object({ cases: z.array(caseSchema), unmapped: z.array(unmappedSchema) });
export const runAnswer = z.object({ run: evalRunSchema });
export const runsAnswer = z.object({ runs: z.array(evalRunSchema), nextCursor });
export const resultsAnswer = z.object({ results: z.array(evalResultSchema), nextCursor });
export const resultAnswer = z.object({ result: evalResultSchema });
