import { z } from "zod";

const TOKENS_MAX = 1_000_000_000_000;
const USD_MAX = 1_000_000;

const tokens = (name: string) =>
  z
    .number({ error: `${name} must be a number` })
    .int(`${name} must be a whole number`)
    .min(0, `${name} must not be negative`)
    .max(TOKENS_MAX, `${name} must be at most ${TOKENS_MAX}`)
    .optional();
const dollars = (name: string) =>
  z
    .number({ error: `${name} must be a number` })
    .min(0, `${name} must not be negative`)
    .max(USD_MAX, `${name} must be at most ${USD_MAX}`)
    .optional();

/** What a person may use by day and by month of UTC; what is absent has no limit. */
export const quotaSchema = z.object({
  tokensPerDay: tokens("Tokens a day"),
  tokensPerMonth: tokens("Tokens a month"),
  usdPerDay: dollars("US dollars a day"),
  usdPerMonth: dollars("US dollars a month"),
});
export type QuotaInput = z.infer<typeof quotaSchema>;

/** A person's quota and what of it is used, replies under way included. */
export const quotaStateSchema = z.object({
  quota: quotaSchema,
  used: z.object({
    tokensToday: z.number().int(),
    tokensThisMonth: z.number().int(),
    usdToday: z.number(),
    usdThisMonth: z.number(),
  }),
});
export type QuotaState = z.infer<typeof quotaStateSchema>;

export const quotaAnswer = z.object({ quota: quotaStateSchema.nullable() });
