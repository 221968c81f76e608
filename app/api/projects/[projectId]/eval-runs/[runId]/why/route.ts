import { explainRun } from "@/lib/evals";
import { endpoint, operation } from "@/lib/http";

export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "evals",
    role: "editor",
    handle: async ({ scope, params }) => ({
      status: 202,
      data: { run: await explainRun(scope, params.projectId, params.runId) },
    }),
  }),
});
