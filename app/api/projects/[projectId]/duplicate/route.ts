import { scopeOf } from "@/lib/auth";
import { endpoint, operation } from "@/lib/http";
import { duplicateProjectSchema } from "@/lib/schemas";
import { duplicateProject } from "@/lib/transfer";

// Files are copied.
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    role: "editor",
    body: duplicateProjectSchema,
    handle: async ({ scope, principal, params, body }) => ({
      status: 201,
      message: "Project duplicated successfully",
      data: { project: await duplicateProject(scope, scopeOf(principal), params.projectId, body) },
    }),
  }),
});
