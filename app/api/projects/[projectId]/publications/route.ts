import { endpoint, operation } from "@/lib/http";
import { listPublications } from "@/lib/projects";
import { pageQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "evals",
    query: pageQuerySchema,
    handle: async ({ scope, params, query }) => ({
      data: await listPublications(scope, params.projectId, query),
    }),
  }),
});
