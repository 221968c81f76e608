import { suggestCases } from "@/lib/evals";
import { endpoint, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "evals",
    role: "editor",
    handle: async ({ scope, params }) => ({ data: await suggestCases(scope, params.projectId) }),
  }),
});
