import { endpoint, operation } from "@/lib/http";
import { compareReleases } from "@/lib/projects";
import { compareQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "evals",
    role: "editor",
    query: compareQuerySchema,
    handle: async ({ scope, params, query }) => ({
      data: { comparison: await compareReleases(scope, params.projectId, params.number, query.with) },
    }),
  }),
});
