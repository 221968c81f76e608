import { z } from "zod";
import { idSchema } from "./common";

/** Days that one answer covers at most. */
export const USAGE_DAYS_MAX = 366;

const daySchema = (name: string) => z.iso.date(`${name} must be a day such as 2026-11-23`).optional();

const dimensions = ["day", "project", "model"] as const;
export type UsageDimension = (typeof dimensions)[number];
const isDimension = (value: string): value is UsageDimension =>
  (dimensions as readonly string[]).includes(value);

export const usageQuerySchema = z.object({
  /** First day. Absent: 29 days before `to`. */
  from: daySchema("from"),
  /** Last day, included. Absent: today. */
  to: daySchema("to"),
  /** One or more of `day`, `project`, `model`, separated by commas. */
  groupBy: z
    .string()
    .max(100)
    .default("day")
    .refine(
      (value) => value.split(",").every(isDimension),
      "groupBy must be day, project, model or several of them",
    ),
  projectId: idSchema.optional(),
  /** Minutes that the caller's days are ahead of UTC's: 60 for UTC+1. */
  offset: z.coerce
    .number({ error: "offset must be a number of minutes" })
    .min(-840, "offset must be at least -840 minutes")
    .max(840, "offset must be at most 840 minutes")
    .multipleOf(15, "offset must be a multiple of 15 minutes")
    .default(0),
});
export type UsageQuery = z.infer<typeof usageQuerySchema>;

export const usageDimensions = (groupBy: string): UsageDimension[] => groupBy.split(",").filter(isDimension);

const usageSums = z.object({
  replies: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  /** US dollars; null where no price is known. Absent: the server has no price list. */
  cost: z.number().nullable().optional(),
});
export const usageRowSchema = usageSums.extend({
  day: z.iso.date().optional(),
  projectId: z.string().optional(),
  /** Null: the project was deleted. */
  projectName: z.string().nullable().optional(),
  model: z.string().optional(),
});
export type UsageRow = z.infer<typeof usageRowSchema>;

/** What one API key has used on one day of UTC's. It is part of `rows`, too. */
export const keyUsageRowSchema = usageSums.extend({
  day: z.iso.date(),
  keyId: z.string(),
  /** As it was called then. */
  keyName: z.string(),
  projectId: z.string(),
});
export type KeyUsageRow = z.infer<typeof keyUsageRowSchema>;

/** What tests of one project took on one day; it is in no other row. */
export const testUsageRowSchema = z.object({
  day: z.iso.date(),
  projectId: z.string(),
  projectName: z.string(),
  runs: z.number().int(),
  answers: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  /** US dollars, both sides and the judge; null: some model has no price. */
  cost: z.number().nullable(),
});
export type TestUsageRow = z.infer<typeof testUsageRowSchema>;

export const usageReportSchema = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  /** Ordered by what they are grouped by, in that order. What there was none of has no row. */
  rows: z.array(usageRowSchema),
  total: usageSums,
  /** Of the caller's API keys, with those that are revoked. Absent: none was used. */
  keys: z.array(keyUsageRowSchema).optional(),
  /** Of the caller's test runs, which are counted apart from replies. Absent: there were none. */
  tests: z.array(testUsageRowSchema).optional(),
  /** Models that were used and are not in the price list. */
  unpriced: z.array(z.string()).optional(),
});
export type UsageReport = z.infer<typeof usageReportSchema>;

export const USAGE_BY = ["person", "project", "model"] as const;
/** Days of UTC. */
export const adminUsageQuerySchema = z.object({
  from: daySchema("from"),
  to: daySchema("to"),
  by: z.enum(USAGE_BY, { error: "by must be person, project or model" }).default("person"),
});
export type AdminUsageQuery = z.infer<typeof adminUsageQuerySchema>;
export const adminUsageRowSchema = usageSums.extend({
  /** Id of the person or the project, or the model. */
  key: z.string(),
  /** Null: gone. */
  name: z.string().nullable(),
  email: z.string().optional(),
});
export type AdminUsageRow = z.infer<typeof adminUsageRowSchema>;
export const adminUsageSchema = z.object({
  by: z.enum(USAGE_BY),
  from: z.iso.date(),
  to: z.iso.date(),
  /** Most tokens first. */
  rows: z.array(adminUsageRowSchema),
  /** How many rows were left out; they are part of the total. */
  more: z.number().int(),
  total: usageSums,
});
export type AdminUsage = z.infer<typeof adminUsageSchema>;
export const adminUsageAnswer = z.object({ usage: adminUsageSchema });
