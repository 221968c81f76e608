import { z } from "zod";
import { userSchema } from "./auth";
import { LIMITS, pageQuerySchema, timestampSchema } from "./common";

/** Somebody with an account, as administrators see them. */
export const adminUserSchema = userSchema.extend({
  admin: z.boolean(),
  disabled: z.boolean(),
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

export const adminSettingsSchema = z.object({
  /** Who may make an account: anybody, who was invited to a project, or nobody. */
  signUp: z.enum(SIGN_UP),
  /** With any of them, only e-mail addresses of these domains. */
  domains: z.array(z.string()),
});
export type AdminSettings = z.infer<typeof adminSettingsSchema>;
export const changeSettingsSchema = z.object({
  signUp: z.enum(SIGN_UP, { error: "signUp must be open, invited or closed" }).optional(),
  domains: z.array(domainSchema).max(100, "At most 100 domains").optional(),
});
export type ChangeSettingsInput = z.infer<typeof changeSettingsSchema>;
export const adminSettingsAnswer = z.object({ settings: adminSettingsSchema });

/** Who did what to whom, when, from where. */
export const auditEntrySchema = z.object({
  id: z.string(),
  at: timestampSchema,
  actor: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
  action: z.string(),
  targetId: z.string().nullable(),
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
