import { endpoint, operation } from "@/lib/http";
import { changeRole, removeMember } from "@/lib/people";
import { changeRoleSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PATCH: operation({
    auth: "user",
    role: "owner",
    body: changeRoleSchema,
    handle: async ({ scope, params, body }) => ({
      message: "Role changed",
      data: { member: await changeRole(scope, params.projectId, params.userId, body.role) },
    }),
  }),
  // Leaving is removing oneself, which every member may.
  DELETE: operation({
    auth: "user",
    handle: async ({ scope, params }) => {
      await removeMember(scope, params.projectId, params.userId);
      return { message: "Member removed", data: {} };
    },
  }),
});
