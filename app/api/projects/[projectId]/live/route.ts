import { endpoint, operation } from "@/lib/http";
import { setLive } from "@/lib/projects";
import { liveInputSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PUT: operation({
    auth: "evals",
    role: "editor",
    body: liveInputSchema,
    handle: async ({ scope, params, body }) => ({ data: await setLive(scope, params.projectId, body) }),
  }),
});
