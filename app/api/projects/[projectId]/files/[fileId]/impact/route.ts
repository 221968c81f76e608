import { fileImpact } from "@/lib/evals";
import { endpoint, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "files:read",
    role: "editor",
    handle: async ({ scope, params }) => ({
      data: { impact: await fileImpact(scope, params.projectId, params.fileId) },
    }),
  }),
});
