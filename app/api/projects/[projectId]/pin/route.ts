import { endpoint, operation } from "@/lib/http";
import { pinProject } from "@/lib/projects";
import { pinSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PUT: operation({
    auth: "user",
    body: pinSchema,
    handle: async ({ scope, params, body }) => {
      await pinProject(scope, params.projectId, body.pinned);
      return { message: body.pinned ? "Project pinned" : "Project unpinned", data: {} };
    },
  }),
});
