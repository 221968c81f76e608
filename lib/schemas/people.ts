import { z } from "zod";
import { emailSchema } from "./auth";
import { timestampSchema } from "./common";

/** What a person may do on a project, least first. `member` chats; `editor` changes it; `owner` disposes of it. */
export const PROJECT_ROLES = ["member", "editor", "owner"] as const;
export const projectRoleSchema = z.enum(PROJECT_ROLES);
export type ProjectRole = z.infer<typeof projectRoleSchema>;

/** What an API key may be allowed. A person signed in has all of them. */
export const KEY_SCOPES = ["chat", "search", "files:read", "files:write", "evals", "mcp"] as const;
export const keyScopeSchema = z.enum(KEY_SCOPES);
export type KeyScope = z.infer<typeof keyScopeSchema>;

export const PEOPLE_LIMITS = {
  /** Besides its keeper. */
  membersPerProject: 200,
  invitationsPerProject: 100,
  /** Days that an invitation works unless its maker says otherwise, and at most. */
  invitationDays: 7,
  invitationDaysMax: 90,
} as const;

export const memberSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: projectRoleSchema,
  joinedAt: timestampSchema,
});
export type Member = z.infer<typeof memberSchema>;
export const membersAnswer = z.object({ members: z.array(memberSchema), nextCursor: z.string().nullable() });
export const memberAnswer = z.object({ member: memberSchema });
export const changeRoleSchema = z.object({ role: projectRoleSchema });

export const invitationSchema = z.object({
  id: z.string(),
  email: z.string().nullable(),
  role: projectRoleSchema,
  invitedBy: z.object({ id: z.string(), name: z.string() }),
  createdAt: timestampSchema,
  expiresAt: timestampSchema,
});
export type Invitation = z.infer<typeof invitationSchema>;

export const inviteSchema = z.object({
  /** Only the account with this e-mail may accept. */
  email: emailSchema.optional(),
  role: projectRoleSchema.default("member"),
  expiresAt: z.iso
    .datetime({ offset: true, error: "Expiry must be a time, like 2026-12-24T18:00:00Z" })
    .refine((text) => Date.parse(text) > Date.now(), "Expiry must be in the future")
    .refine(
      (text) => Date.parse(text) <= Date.now() + PEOPLE_LIMITS.invitationDaysMax * 86_400_000,
      `An invitation works for at most ${PEOPLE_LIMITS.invitationDaysMax} days`,
    )
    .optional(),
});
export type InviteInput = z.infer<typeof inviteSchema>;
export const invitationsAnswer = z.object({
  invitations: z.array(invitationSchema),
  nextCursor: z.string().nullable(),
});
export const invitedAnswer = z.object({
  invitation: invitationSchema,
  url: z.string(),
  /** The link went out by mail, too. */
  mailed: z.boolean(),
});

/** What somebody who has the link is told before they accept. */
export const openInvitationSchema = z.object({
  project: z.object({ name: z.string() }),
  role: projectRoleSchema,
  invitedBy: z.object({ name: z.string() }),
  email: z.string().nullable(),
  expiresAt: timestampSchema,
});
export type OpenInvitation = z.infer<typeof openInvitationSchema>;
export const openInvitationAnswer = z.object({ invitation: openInvitationSchema });
export const acceptedAnswer = z.object({
  project: z.object({ id: z.string(), name: z.string(), role: projectRoleSchema }),
});
