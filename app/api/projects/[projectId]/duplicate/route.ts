import { endpoint, operation } from "@/lib/http/endpoint";
import { duplicateProjectSchema } from "@/lib/schemas";
import { duplicateProject } from "@/lib/transfer/import-project";

// Files are copied.
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    body: duplicateProjectSchema,
    handle: async ({ scope, params, body }) => ({
      status: 201,
      message: "Project duplicated successfully",
      data: { project: await duplicateProject(scope, params.projectId, body) },
    }),
  }),
});
