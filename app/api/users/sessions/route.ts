import { listSessions, revokeOtherSessions } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";
import { pageQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    query: pageQuerySchema,
    handle: async ({ scope, principal, query }) => ({ data: await listSessions(scope, principal, query) }),
  }),
  DELETE: operation({
    auth: "user",
    handle: async ({ scope, principal }) => ({
      message: "Signed out everywhere else",
      data: { revoked: await revokeOtherSessions(scope, principal) },
    }),
  }),
});
