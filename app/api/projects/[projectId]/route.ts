import { endpoint, operation } from "@/lib/http";
import { deleteProject, getProject, updateProject } from "@/lib/projects";
import { updateProjectSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    handle: async ({ scope, params }) => ({ data: { project: await getProject(scope, params.projectId) } }),
  }),
  PUT: operation({
    auth: "user",
    role: "editor",
    body: updateProjectSchema,
    handle: async ({ scope, params, body }) => ({
      message: "Project updated successfully",
      data: { project: await updateProject(scope, params.projectId, body) },
    }),
  }),
  DELETE: operation({
    auth: "user",
    role: "owner",
    handle: async ({ scope, params }) => {
      await deleteProject(scope, params.projectId);
      return { message: "Project deleted successfully", data: {} };
    },
  }),
});
