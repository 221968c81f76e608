import { listResults } from "@/lib/evals";
import { endpoint, operation } from "@/lib/http";
import { resultsQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "evals",
    role: "editor",
    query: resultsQuerySchema,
    handle: async ({ scope, params, query }) => ({
      data: await listResults(scope, params.projectId, params.runId, query),
    }),
  }),
});
