import {
  adminUserAnswer,
  adminUsersAnswer,
  adminUsersQuerySchema,
  changeUserSchema,
  emptyAnswer,
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
];
