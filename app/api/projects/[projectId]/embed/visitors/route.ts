import { endVisits } from "@/lib/embed";
import { endpoint, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: operation({
    auth: "user",
    role: "editor",
    handle: async ({ scope, params, address }) => ({
      data: { ended: await endVisits(scope, params.projectId, address) },
    }),
  }),
});
