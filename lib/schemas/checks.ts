import { z } from "zod";

/** Bounds of what a check may hold. Lengths are UTF-16 units. */
export const CHECK_LIMITS = {
  text: 10_000,
  pattern: 500,
  list: 50,
  criteria: 2_000,
  perCase: 20,
  /** Bytes of a JSON schema as text. */
  schema: 20_000,
} as const;

const text = z
  .string({ error: "Text is required" })
  .min(1, "Text is required")
  .max(CHECK_LIMITS.text, `Text must be at most ${CHECK_LIMITS.text} characters`);
const texts = z
  .array(text)
  .min(1, "Text is required")
  .max(CHECK_LIMITS.list, `A check has at most ${CHECK_LIMITS.list} texts`);
const criteria = z
  .string({ error: "Criteria are required" })
  .trim()
  .max(CHECK_LIMITS.criteria, `Criteria must be at most ${CHECK_LIMITS.criteria} characters`);
const count = z.number().int().min(0).max(10_000_000);

/** `required` checks may block a release, the others are only watched. `not` turns pass and fail round. */
const common = {
  required: z.boolean().default(true),
  not: z.boolean().optional(),
};
const ignoreCase = z.boolean().optional();

/** One short way of writing what holds one text: `value`. */
const valueAs = (key: string) => (raw: unknown) =>
  typeof raw === "object" && raw !== null && "value" in raw && !(key in raw)
    ? { ...raw, [key]: raw.value }
    : raw;

const contains = z
  .object({
    type: z.literal("contains"),
    ...common,
    all: texts.optional(),
    any: texts.optional(),
    none: texts.optional(),
  })
  .refine(({ all, any, none }) => all || any || none, { message: "Give texts in all, any or none" });

const least = "Give at least one limit";

export const checkSchema = z.discriminatedUnion(
  "type",
  [
    z.object({ type: z.literal("equals"), ...common, value: text, ignoreCase }),
    contains,
    z.object({ type: z.literal("starts-with"), ...common, value: text, ignoreCase }),
    z.object({
      type: z.literal("regex"),
      ...common,
      pattern: z
        .string()
        .min(1, "A pattern is required")
        .max(CHECK_LIMITS.pattern, `A pattern must be at most ${CHECK_LIMITS.pattern} characters`),
      ignoreCase,
    }),
    z
      .object({ type: z.literal("words"), ...common, min: count.optional(), max: count.optional() })
      .refine(({ min, max }) => min !== undefined || max !== undefined, { message: least }),
    z.object({ type: z.literal("near"), ...common, value: text, distance: count }),
    z.object({
      type: z.literal("similar"),
      ...common,
      value: text,
      threshold: z.number().min(0).max(1).default(0.8),
    }),
    z.object({ type: z.literal("json"), ...common, schema: z.json().optional() }),
    z.object({ type: z.literal("finish"), ...common }),
    z.object({
      type: z.literal("finds"),
      ...common,
      /** The passage's `hash`. */
      hash: z.string().min(1, "A passage is required").max(64),
      /** Among the first so many; absent: anywhere among those that were given. */
      k: z.number().int().min(1).max(50).optional(),
      /** For people: where the passage is, and how it begins. */
      fileId: z.string().max(200).optional(),
      filename: z.string().max(1_000).optional(),
      quote: z.string().max(500).optional(),
    }),
    z.object({
      type: z.literal("cites"),
      ...common,
      fileId: z.string().min(1, "A file is required").max(200),
      filename: z.string().max(1_000).optional(),
    }),
    z.object({ type: z.literal("no-citation"), ...common }),
    z
      .object({
        type: z.literal("latency"),
        ...common,
        /** Milliseconds until the first text, and until the end. */
        first: z.number().min(1).max(3_600_000).optional(),
        total: z.number().min(1).max(3_600_000).optional(),
      })
      .refine(({ first, total }) => first !== undefined || total !== undefined, { message: least }),
    /** US dollars. */
    z.object({ type: z.literal("cost"), ...common, max: z.number().min(0).max(1_000_000) }),
    /** Of request and answer together. */
    z.object({ type: z.literal("tokens"), ...common, max: count }),
    z.object({
      type: z.literal("meets"),
      ...common,
      criteria: criteria.min(1, "Criteria are required"),
    }),
    z.object({ type: z.literal("agrees"), ...common }),
    z.object({ type: z.literal("grounded"), ...common }),
    z.object({
      type: z.literal("better"),
      ...common,
      criteria: criteria.optional(),
    }),
  ],
  { error: "Unknown check" },
);
export type Check = z.infer<typeof checkSchema>;
export type CheckType = Check["type"];

const SHORT: Record<string, (raw: unknown) => unknown> = {
  contains: (raw) => {
    if (typeof raw !== "object" || raw === null || "all" in raw || "any" in raw || "none" in raw) return raw;
    if ("value" in raw) return { ...raw, all: Array.isArray(raw.value) ? raw.value : [raw.value] };
    return "values" in raw ? { ...raw, all: raw.values } : raw;
  },
  regex: valueAs("pattern"),
  meets: valueAs("criteria"),
  better: valueAs("criteria"),
  finds: valueAs("hash"),
  cites: valueAs("fileId"),
  cost: valueAs("max"),
  tokens: valueAs("max"),
};

/** A check as it is written by hand: `value` stands for the one thing that a check is about. */
export const checkInputSchema = z.preprocess((raw) => {
  const type = typeof raw === "object" && raw !== null && "type" in raw ? String(raw.type) : "";
  const longer = Object.hasOwn(SHORT, type) ? SHORT[type] : undefined;
  return longer ? longer(raw) : raw;
}, checkSchema);

export const JUDGE_CHECKS = ["meets", "agrees", "grounded", "better"] as const;
export const isJudgeCheck = (type: string): boolean => (JUDGE_CHECKS as readonly string[]).includes(type);

export const checkVerdictSchema = z.enum(["pass", "fail", "error", "skipped"]);
export type CheckVerdict = z.infer<typeof checkVerdictSchema>;

export const checkResultSchema = z.object({
  type: z.string(),
  required: z.boolean(),
  verdict: checkVerdictSchema,
  /** Why, for a person. */
  reason: z.string(),
  /** The words of the answer that a judge went by. */
  quote: z.string().optional(),
  /** A judge could not tell: a person should look. */
  unclear: z.boolean().optional(),
  /** Votes of a judge that was asked again. */
  votes: z.array(z.enum(["yes", "no", "unclear"])).optional(),
  /** Of `better`: whose answer won. */
  winner: z.enum(["candidate", "baseline", "tie"]).optional(),
});
export type CheckResult = z.infer<typeof checkResultSchema>;
