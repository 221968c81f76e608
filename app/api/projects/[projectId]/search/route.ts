import { searchProject } from "@/lib/files";
import { endpoint, operation } from "@/lib/http";
import { projectSearchSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "search",
    body: projectSearchSchema,
    handle: async ({ scope, params, body }) => ({ data: await searchProject(scope, params.projectId, body) }),
  }),
});
