import { resultRequest } from "@/lib/evals";
import { endpoint, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "evals",
    role: "editor",
    handle: async ({ scope, params: { projectId, runId, resultId } }) => ({
      data: { request: await resultRequest(scope, projectId, runId, resultId) },
    }),
  }),
});
