import {
  adminSettingsAnswer,
  adminUserAnswer,
  adminUsersAnswer,
  adminUsersQuerySchema,
  auditAnswer,
  changeSettingsSchema,
  changeUserSchema,
  emptyAnswer,
  pageQuerySchema,
} from "@/lib/schemas";
import type { ApiOperation } from "./types";

const user = "/api/admin/users/{userId}";

export const adminOperations: ApiOperation[] = [
  {
    method: "get",
    path: "/api/admin/users",
    id: "listUsers",
    tag: "Administration",
    summary: "All accounts, newest first",
    description:
      "For administrators; the first account of an installation is one. `q` finds names and e-mails.",
    auth: "user",
    query: adminUsersQuerySchema,
    answer: { data: adminUsersAnswer },
    errors: ["forbidden"],
  },
  {
    method: "patch",
    path: user,
    id: "changeUser",
    tag: "Administration",
    summary: "Make somebody an administrator, or disable them",
    description:
      "Disabling refuses sign-in, ends sessions, API keys and open streams at once. The last administrator stays: 409 `limit_reached`.",
    auth: "user",
    body: changeUserSchema,
    answer: { data: adminUserAnswer },
    errors: ["forbidden", "not_found", "limit_reached"],
  },
  {
    method: "delete",
    path: user,
    id: "deleteUser",
    tag: "Administration",
    summary: "Remove an account and everything that is theirs",
    description: "The last administrator stays: 409 `limit_reached`.",
    auth: "user",
    answer: { data: emptyAnswer },
    errors: ["forbidden", "not_found", "limit_reached"],
  },
  {
    method: "get",
    path: "/api/admin/settings",
    id: "getSettings",
    tag: "Administration",
    summary: "Who may sign up",
    auth: "user",
    answer: { data: adminSettingsAnswer },
    errors: ["forbidden"],
  },
  {
    method: "put",
    path: "/api/admin/settings",
    id: "changeSettings",
    tag: "Administration",
    summary: "Set who may sign up",
    description:
      "`open`: anybody; `invited`: who has an open invitation to a project; `closed`: nobody. `domains`: only e-mail addresses of these, unless it is empty.",
    auth: "user",
    body: changeSettingsSchema,
    answer: { data: adminSettingsAnswer },
    errors: ["forbidden"],
  },
  {
    method: "get",
    path: "/api/admin/audit",
    id: "listAudit",
    tag: "Administration",
    summary: "Who did what to whom, when, from where; newest first",
    description: "Sign-ins, sign-ups, changes of accounts, keys and settings, deletions. Kept for a year.",
    auth: "user",
    query: pageQuerySchema,
    answer: { data: auditAnswer },
    errors: ["forbidden"],
  },
];
