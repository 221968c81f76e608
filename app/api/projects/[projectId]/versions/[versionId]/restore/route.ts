import { endpoint, operation } from "@/lib/http/endpoint";
import { restoreVersionSchema } from "@/lib/schemas";
import { restoreVersion } from "@/lib/services/versions";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    body: restoreVersionSchema,
    handle: async ({ scope, params, body }) => ({
      message: "Version restored successfully",
      data: await restoreVersion(scope, params.projectId, params.versionId, body),
    }),
  }),
});
