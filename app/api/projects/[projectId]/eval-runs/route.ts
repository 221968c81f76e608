import { listRuns, startRun } from "@/lib/evals";
import { endpoint, operation } from "@/lib/http";
import { runInputSchema, runListQuerySchema } from "@/lib/schemas";

/** Seconds; where functions have a limit, a run is worked on in slices: each request for it takes one. */
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "evals",
    role: "editor",
    query: runListQuerySchema,
    handle: async ({ scope, params, query }) => ({ data: await listRuns(scope, params.projectId, query) }),
  }),
  POST: operation({
    auth: "evals",
    role: "editor",
    body: runInputSchema,
    handle: async ({ scope, params, body }) => ({
      status: 202,
      message: "Run started",
      data: { run: await startRun(scope, params.projectId, body) },
    }),
  }),
});
