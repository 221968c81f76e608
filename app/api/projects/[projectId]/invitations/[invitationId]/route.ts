import { endpoint, operation } from "@/lib/http";
import { withdrawInvitation } from "@/lib/people";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: operation({
    auth: "user",
    role: "owner",
    handle: async ({ scope, params }) => {
      await withdrawInvitation(scope, params.projectId, params.invitationId);
      return { message: "Invitation withdrawn", data: {} };
    },
  }),
});
