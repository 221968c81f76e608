import { z } from "zod";
import { idSchema, LIMITS, pageQuerySchema, timestampSchema } from "./common";
import { KEY_SCOPES, keyScopeSchema } from "./people";

/** Days that a key works unless its maker says otherwise. */
export const KEY_DAYS = 90;
export const KEY_LIMITS = {
  perUser: 100,
  origins: 20,
  /** Seconds that a rotated secret may go on working: 30 days. */
  overlapMax: 30 * 86_400,
  /** A day, for whoever rotates without saying. */
  overlapDefault: 86_400,
} as const;

const amount = (name: string, max: number) =>
  z
    .number({ error: `${name} must be a number` })
    .int(`${name} must be a whole number`)
    .min(1, `${name} must be at least 1`)
    .max(max, `${name} must be at most ${max}`);

/** Tokens count prompt and answer; days and months are UTC's. */
export const keyBudgetSchema = z.object({
  tokensPerDay: amount("Tokens per day", 1e12).nullable().optional(),
  tokensPerMonth: amount("Tokens per month", 1e12).nullable().optional(),
  usdPerMonth: z
    .number({ error: "Dollars per month must be a number" })
    .positive("Dollars per month must be more than 0")
    .max(1e6, "Dollars per month must be at most 1000000")
    .nullable()
    .optional(),
});
export type KeyBudget = z.infer<typeof keyBudgetSchema>;

export const keyLimitsSchema = z.object({
  requestsPerMinute: amount("Requests per minute", 1e6).nullable().optional(),
  tokensPerMinute: amount("Tokens per minute", 1e9).nullable().optional(),
  /** Answers that may be under way at the same time. */
  concurrent: amount("Concurrent replies", 1_000).nullable().optional(),
});
export type KeyLimits = z.infer<typeof keyLimitsSchema>;

const originSchema = z
  .string({ error: "An origin is text" })
  .max(300, "An origin must be at most 300 characters")
  .refine(isOrigin, "An origin looks like https://example.com, without a path");

/** Scheme, host and port and nothing else, as browsers send it. */
function isOrigin(value: string): boolean {
  return /^https?:\/\//.test(value) && URL.canParse(value) && new URL(value).origin === value;
}

const nameSchema = z
  .string({ error: "Name is required" })
  .trim()
  .min(1, "Name is required")
  .max(LIMITS.nameMax, `Name must be at most ${LIMITS.nameMax} characters`);
const scopesSchema = z
  .array(keyScopeSchema, { error: "Scopes must be a list" })
  .min(1, "Choose at least one scope")
  .max(20, "Too many scopes")
  .transform((scopes) => KEY_SCOPES.filter((scope) => scopes.includes(scope)));
const originsSchema = z
  .array(originSchema, { error: "Origins must be a list" })
  .max(KEY_LIMITS.origins, `A key has at most ${KEY_LIMITS.origins} origins`);
/** Null: never. */
const expirySchema = z
  .union([timestampSchema, z.iso.datetime({ offset: true })], {
    error: "Expiry must be a time such as 2026-12-31T00:00:00Z",
  })
  .refine((value) => Date.parse(value) > Date.now(), "Expiry must be in the future")
  .nullable();

export const createKeySchema = z.object({
  name: nameSchema,
  /** Absent: all of the maker's projects. */
  projectId: idSchema.nullable().optional(),
  scopes: scopesSchema,
  /** Absent: in 90 days. */
  expiresAt: expirySchema.optional(),
  budget: keyBudgetSchema.optional(),
  limits: keyLimitsSchema.optional(),
  origins: originsSchema.optional(),
});
export type CreateKeyInput = z.infer<typeof createKeySchema>;

/** What is absent stays; `budget` and `limits` merge field by field, null takes one away. */
export const updateKeySchema = z.object({
  name: nameSchema.optional(),
  scopes: scopesSchema.optional(),
  expiresAt: expirySchema.optional(),
  budget: keyBudgetSchema.optional(),
  limits: keyLimitsSchema.optional(),
  origins: originsSchema.optional(),
});
export type UpdateKeyInput = z.infer<typeof updateKeySchema>;

export const rotateKeySchema = z.object({
  /** How long the secret before goes on working; 0 ends it at once. */
  overlapSeconds: z
    .number({ error: "Overlap must be a number of seconds" })
    .int("Overlap must be whole seconds")
    .min(0, "Overlap must not be negative")
    .max(KEY_LIMITS.overlapMax, "Overlap must be at most 30 days")
    .default(KEY_LIMITS.overlapDefault),
});
export type RotateKeyInput = z.infer<typeof rotateKeySchema>;

export const keyListQuerySchema = pageQuerySchema.extend({ projectId: idSchema.optional() });

export const keySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Null: all of the maker's projects. */
  projectId: z.string().nullable(),
  scopes: z.array(keyScopeSchema),
  /** The secret's beginning and end, to tell keys apart. */
  prefix: z.string(),
  last4: z.string(),
  origins: z.array(z.string()),
  budget: z.object({
    tokensPerDay: z.number().int().optional(),
    tokensPerMonth: z.number().int().optional(),
    usdPerMonth: z.number().optional(),
  }),
  limits: z.object({
    requestsPerMinute: z.number().int().optional(),
    tokensPerMinute: z.number().int().optional(),
    concurrent: z.number().int().optional(),
  }),
  expiresAt: timestampSchema.nullable(),
  createdAt: timestampSchema,
  lastUsedAt: timestampSchema.nullable(),
});
export type Key = z.infer<typeof keySchema>;

export const keyAnswer = z.object({ key: keySchema });
export const keysAnswer = z.object({ keys: z.array(keySchema), nextCursor: z.string().nullable() });
/** The only answers that ever carry a secret. */
export const keyMadeAnswer = z.object({ key: keySchema, secret: z.string() });
