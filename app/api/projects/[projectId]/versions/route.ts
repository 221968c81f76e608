import { endpoint, operation } from "@/lib/http/endpoint";
import { pageQuerySchema } from "@/lib/schemas";
import { listVersions } from "@/lib/services/versions";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    query: pageQuerySchema,
    handle: async ({ scope, params, query }) => ({
      data: await listVersions(scope, params.projectId, query),
    }),
  }),
});
