import { endpoint, operation } from "@/lib/http";
import { listMembers } from "@/lib/people";
import { pageQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    query: pageQuerySchema,
    handle: async ({ scope, params, query }) => ({ data: await listMembers(scope, params.projectId, query) }),
  }),
});
