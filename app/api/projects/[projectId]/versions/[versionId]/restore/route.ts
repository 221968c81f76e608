import { endpoint, operation } from "@/lib/http";
import { restoreVersion } from "@/lib/projects";
import { restoreVersionSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    role: "editor",
    body: restoreVersionSchema,
    handle: async ({ scope, params, body }) => ({
      message: "Version restored successfully",
      data: await restoreVersion(scope, params.projectId, params.versionId, body),
    }),
  }),
});
