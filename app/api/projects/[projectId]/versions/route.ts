import { endpoint, operation } from "@/lib/http";
import { listVersions } from "@/lib/projects";
import { pageQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    query: pageQuerySchema,
    handle: async ({ scope, params, query }) => ({
      data: await listVersions(scope, params.projectId, query),
    }),
  }),
});
