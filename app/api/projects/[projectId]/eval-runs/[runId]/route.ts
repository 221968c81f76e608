import { getRun } from "@/lib/evals";
import { endpoint, operation } from "@/lib/http";
import { runQuerySchema } from "@/lib/schemas";

export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "evals",
    role: "editor",
    query: runQuerySchema,
    handle: async ({ scope, params, query }) => ({
      data: { run: await getRun(scope, params.projectId, params.runId, query.wait) },
    }),
  }),
});
