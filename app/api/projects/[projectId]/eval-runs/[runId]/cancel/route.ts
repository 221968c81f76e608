import { cancelRun } from "@/lib/evals";
import { endpoint, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "evals",
    role: "editor",
    handle: async ({ scope, params }) => ({
      data: { run: await cancelRun(scope, params.projectId, params.runId) },
    }),
  }),
});
