import { z } from "zod";
import { CHECK_LIMITS, checkResultSchema } from "./checks";
import { idSchema, pageQuerySchema, timestampSchema, usageSchema } from "./common";
import { EVAL_LIMITS } from "./evals";
import { sentRequestSchema } from "./knowledge";
import { projectDocumentSchema } from "./transfer";

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
  /** Of `better` checks: who won from both places, and how often the longer answer did. */
  pairwise: z
    .object({
      candidate: z.number().int(),
      baseline: z.number().int(),
      ties: z.number().int(),
      longer: z.number().int(),
    })
    .nullable(),
  errors: z.number().int(),
  skipped: z.number().int(),
  /** Answers of which the judge could not tell: for a person. */
  unclear: z.number().int(),
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
export type PassageRef = z.infer<typeof passageRefSchema>;
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
  review: z
    .object({ agree: z.boolean(), check: z.number().int().nullable(), by: z.string(), at: timestampSchema })
    .nullable(),
});
export type EvalResult = z.infer<typeof evalResultSchema>;

/** What the model received for one answer. */
export const resultRequestSchema = sentRequestSchema.pick({
  model: true,
  temperature: true,
  maxTokens: true,
  messages: true,
  promptTokens: true,
  configId: true,
});
export type ResultRequest = z.infer<typeof resultRequestSchema>;

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
export const runAnswer = z.object({ run: evalRunSchema });
export const runsAnswer = z.object({ runs: z.array(evalRunSchema), nextCursor });
export const resultsAnswer = z.object({ results: z.array(evalResultSchema), nextCursor });
export const resultAnswer = z.object({ result: evalResultSchema });
export const resultRequestAnswer = z.object({ request: resultRequestSchema });
