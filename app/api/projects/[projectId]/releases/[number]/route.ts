import { endpoint, operation } from "@/lib/http";
import { getRelease } from "@/lib/projects";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "evals",
    role: "editor",
    handle: async ({ scope, params }) => ({
      data: { release: await getRelease(scope, params.projectId, params.number) },
    }),
  }),
});
