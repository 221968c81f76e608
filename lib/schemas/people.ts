import { z } from "zod";

/** What a person may do on a project, least first. `member` chats; `editor` changes it; `owner` disposes of it. */
export const PROJECT_ROLES = ["member", "editor", "owner"] as const;
export const projectRoleSchema = z.enum(PROJECT_ROLES);
export type ProjectRole = z.infer<typeof projectRoleSchema>;

/** What an API key may be allowed. A person signed in has all of them. */
export const KEY_SCOPES = ["chat", "search", "files:read", "files:write", "evals", "mcp"] as const;
export const keyScopeSchema = z.enum(KEY_SCOPES);
export type KeyScope = z.infer<typeof keyScopeSchema>;
