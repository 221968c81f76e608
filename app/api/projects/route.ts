import { endpoint, operation } from "@/lib/http/endpoint";
import { createProjectSchema, projectListQuerySchema } from "@/lib/schemas";
import { createProject, listProjects } from "@/lib/services/projects";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    query: projectListQuerySchema,
    handle: async ({ scope, query }) => ({ data: await listProjects(scope, query) }),
  }),
  POST: operation({
    auth: "user",
    body: createProjectSchema,
    handle: async ({ scope, body }) => ({
      status: 201,
      message: "Project created successfully",
      data: { project: await createProject(scope, body) },
    }),
  }),
});
