import { z } from "zod";
import { userSchema } from "./auth";
import { LIMITS, pageQuerySchema, timestampSchema } from "./common";
import { quotaSchema } from "./quota";

/** Somebody with an account, as administrators see them. */
export const adminUserSchema = userSchema.extend({
  admin: z.boolean(),
  disabled: z.boolean(),
  /** Whether two-step sign-in is on. */
  secondFactor: z.boolean(),
  /** Null: the installation's. */
  quota: quotaSchema.nullable(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
});
export type AdminUser = z.infer<typeof adminUserSchema>;

export const adminUsersQuerySchema = pageQuerySchema.extend({
  q: z.string().trim().max(LIMITS.searchMax, `q must be at most ${LIMITS.searchMax} characters`).optional(),
});
export type AdminUsersQuery = z.infer<typeof adminUsersQuerySchema>;

export const changeUserSchema = z.object({
  admin: z.boolean({ error: "admin must be true or false" }).optional(),
  disabled: z.boolean({ error: "disabled must be true or false" }).optional(),
  /** Null: the installation's again. */
  quota: quotaSchema.nullable().optional(),
  /** Only false: turns two-step sign-in off for who lost phone and recovery codes. */
  secondFactor: z.literal(false, { error: "secondFactor can only be turned off" }).optional(),
});
export type ChangeUserInput = z.infer<typeof changeUserSchema>;

/** What happens to projects that others are on: they go with the account, or to whoever is there longest. */
export const deleteUserSchema = z.object({
  sharedProjects: z
    .enum(["remove", "handOver"], { error: "sharedProjects must be remove or handOver" })
    .default("remove"),
});
export type DeleteUserInput = z.infer<typeof deleteUserSchema>;

export const SIGN_UP = ["open", "invited", "closed"] as const;
const domainSchema = z
  .string({ error: "Domain must be text" })
  .trim()
  .toLowerCase()
  .max(253, "Domain must be at most 253 characters")
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "Enter a domain like example.com");

/** Bytes of a logo. */
export const LOGO_MAX = 200_000;
const LOGO_TYPES = "image/png, image/jpeg or image/webp";
const NAME_MAX = 60;
const MODEL_MAX = 200;
export const RETENTION_DAYS_MAX = 3_650;

const modelSchema = (field: string) =>
  z
    .string({ error: `${field} must be text or null` })
    .trim()
    .min(1, "Enter a model")
    .max(MODEL_MAX, `The model must be at most ${MODEL_MAX} characters`)
    .nullable()
    .optional();

/** A picture as a `data:` URL: its type and its bytes, which must be of that type. */
const logoSchema = z
  .string({ error: "logo must be a data URL or null" })
  .max(Math.ceil(LOGO_MAX / 3) * 4 + 40, `The logo must be at most ${LOGO_MAX / 1_000} KB`)
  .regex(/^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/, `The logo must be ${LOGO_TYPES}`)
  .refine(isWhatItSays, "The logo is not a picture of that type");

function isWhatItSays(url: string): boolean {
  const head = atob(url.slice(url.indexOf(",") + 1).slice(0, 16));
  if (url.startsWith("data:image/png")) return head.startsWith("\x89PNG\r\n\x1a\n");
  if (url.startsWith("data:image/jpeg")) return head.startsWith("\xff\xd8\xff");
  return head.startsWith("RIFF") && head.slice(8, 12) === "WEBP";
}

export const adminSettingsSchema = z.object({
  /** Who may make an account: anybody, who was invited to a project, or nobody. */
  signUp: z.enum(SIGN_UP),
  /** With any of them, only e-mail addresses of these domains. */
  domains: z.array(z.string()),
  /** Shown in the place of the product's name; null: that. */
  name: z.string().nullable(),
  /** Where the picture is. */
  logo: z.string().nullable(),
  /** Of everybody who has none of their own. */
  quotas: quotaSchema,
  /** Of new projects; null: the server's. */
  defaultModel: z.string().nullable(),
  /** Makes the vectors for the search in files; null: the server's, if any. */
  embeddingModel: z.string().nullable(),
  /** Chats without a message for so many days are deleted for good; null: never. */
  retentionDays: z.number().int().nullable(),
  /** Administrators do nothing as such without two-step sign-in. */
  adminSecondFactor: z.boolean(),
});
export type AdminSettings = z.infer<typeof adminSettingsSchema>;
export const changeSettingsSchema = z.object({
  signUp: z.enum(SIGN_UP, { error: "signUp must be open, invited or closed" }).optional(),
  domains: z
    .array(domainSchema, { error: "domains must be a list" })
    .max(100, "At most 100 domains")
    .optional(),
  name: z
    .string({ error: "name must be text or null" })
    .trim()
    .min(1, "Enter a name")
    .max(NAME_MAX, `The name must be at most ${NAME_MAX} characters`)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, "The name must be one line")
    .nullable()
    .optional(),
  logo: logoSchema.nullable().optional(),
  quotas: quotaSchema.optional(),
  defaultModel: modelSchema("defaultModel"),
  embeddingModel: modelSchema("embeddingModel"),
  retentionDays: z
    .number({ error: "Days to keep chats must be a number" })
    .int("Enter whole days")
    .min(1, "Keep chats for at least a day")
    .max(RETENTION_DAYS_MAX, `Enter at most ${RETENTION_DAYS_MAX} days`)
    .nullable()
    .optional(),
  adminSecondFactor: z.boolean({ error: "adminSecondFactor must be true or false" }).optional(),
});
export type ChangeSettingsInput = z.infer<typeof changeSettingsSchema>;
export const adminSettingsAnswer = z.object({ settings: adminSettingsSchema });

const auditDaySchema = (name: string) => z.iso.date(`${name} must be a day such as 2026-11-23`).optional();
export const auditFilterSchema = z.object({
  /** Such as `sign-in`, `key.create`, `settings.change`. */
  action: z
    .string()
    .regex(/^[a-z][a-z.-]{0,39}$/, "action must be one like sign-in or key.create")
    .optional(),
  actorId: z.string().max(200, "actorId must be at most 200 characters").optional(),
  targetId: z.string().max(200, "targetId must be at most 200 characters").optional(),
  /** First and last day of UTC, both included. */
  from: auditDaySchema("from"),
  to: auditDaySchema("to"),
});
export type AuditFilterQuery = z.infer<typeof auditFilterSchema>;
export const auditQuerySchema = pageQuerySchema.extend(auditFilterSchema.shape);
export type AuditQuery = z.infer<typeof auditQuerySchema>;

/** Who did what to whom, when, from where. */
export const auditEntrySchema = z.object({
  id: z.string(),
  at: timestampSchema,
  actor: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
  action: z.string(),
  targetId: z.string().nullable(),
  /** Where the target is a person who is still there. */
  target: z.object({ name: z.string(), email: z.string() }).nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.boolean()])),
  address: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
export const auditAnswer = z.object({
  entries: z.array(auditEntrySchema),
  nextCursor: z.string().nullable(),
});

export const adminUsersAnswer = z.object({
  users: z.array(adminUserSchema),
  nextCursor: z.string().nullable(),
});
export const adminUserAnswer = z.object({ user: adminUserSchema });
/** Somebody and how much is theirs: projects that they keep, and how many of them others are on. */
export const adminUserDetailAnswer = adminUserAnswer.extend({
  projects: z.number().int(),
  sharedProjects: z.number().int(),
});
export type AdminUserDetail = z.infer<typeof adminUserDetailAnswer>;
export const endedSessionsAnswer = z.object({ ended: z.number().int() });
export const resetLinkAnswer = z.object({ url: z.string() });

/** What the first administrator is led through, in this order. */
export const FIRST_STEPS = ["provider", "sign-up", "assistant"] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];
export const firstStepsSchema = z.object({ done: z.array(z.enum(FIRST_STEPS)) });
export type FirstSteps = z.infer<typeof firstStepsSchema>;
export const finishStepSchema = z.object({
  step: z.enum(FIRST_STEPS, { error: "step must be provider, sign-up or assistant" }),
});

const count = z.number().int();
/** How the installation is. */
export const healthReportSchema = z.object({
  version: z.string(),
  node: z.string(),
  engine: z.enum(["sqlite", "mongodb"]),
  /** Of the process that answers. */
  startedAt: timestampSchema,
  /** Bytes. */
  size: z.object({ database: count, files: count }),
  /** What is under way and waits. */
  work: z.object({
    replies: count,
    filesWaiting: count,
    filesReading: count,
    filesFailed: count,
    tests: count,
  }),
  /** What failed today (UTC), most frequent first. */
  faults: z.array(z.object({ code: z.string(), count, lastAt: timestampSchema })),
  lastBackup: z.object({ at: timestampSchema, bytes: count }).nullable(),
  lastRetention: z.object({ at: timestampSchema, chats: count }).nullable(),
});
export type HealthReport = z.infer<typeof healthReportSchema>;
export const healthReportAnswer = z.object({ health: healthReportSchema });
