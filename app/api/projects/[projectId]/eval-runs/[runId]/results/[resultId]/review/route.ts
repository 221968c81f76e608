import { reviewResult } from "@/lib/evals";
import { endpoint, operation } from "@/lib/http";
import { reviewInputSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PUT: operation({
    auth: "evals",
    role: "editor",
    body: reviewInputSchema,
    handle: async ({ scope, params, body }) => ({
      data: {
        result: await reviewResult(scope, params.projectId, params.runId, params.resultId, body),
      },
    }),
  }),
});
