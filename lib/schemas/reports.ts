import { z } from "zod";
import { checkResultSchema, checkVerdictSchema } from "./checks";
import { evalRunSchema } from "./eval-runs";

const rate = z
  .object({ value: z.number(), interval: z.object({ low: z.number(), high: z.number() }) })
  .nullable();
/** How far people agree with the judge, over all reviewed verdicts of the project. */
export const calibrationSchema = z.object({
  humanPasses: z.number().int(),
  humanFails: z.number().int(),
  sensitivity: rate,
  specificity: rate,
  kappa: rate,
  calibrated: z.boolean(),
});
export type Calibration = z.infer<typeof calibrationSchema>;

const sideSchema = z.object({
  passes: z.number().int(),
  trials: z.number().int(),
  errors: z.number().int(),
  results: z.array(
    z.object({
      repeat: z.number().int(),
      verdict: checkVerdictSchema,
      output: z.string(),
      checks: z.array(checkResultSchema),
      passages: z.array(z.object({ hash: z.string(), rank: z.number().int(), filename: z.string() })),
      cost: z.number().nullable(),
      totalMs: z.number().nullable(),
      error: z.string().nullable(),
    }),
  ),
});
/** Of a run, its cases worse first. */
export const reportAnswer = z.object({
  run: evalRunSchema,
  cases: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      question: z.string(),
      change: z.enum(["worse", "better", "changed", "same", "alone"]),
      candidate: sideSchema,
      baseline: sideSchema.nullable(),
    }),
  ),
  calibration: calibrationSchema,
});
