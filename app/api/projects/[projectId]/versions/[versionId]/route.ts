import { endpoint, operation } from "@/lib/http";
import { getVersion } from "@/lib/projects";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    handle: async ({ scope, params }) => ({
      data: { version: await getVersion(scope, params.projectId, params.versionId) },
    }),
  }),
});
