import { endpoint, operation } from "@/lib/http";
import { createProject, listProjects } from "@/lib/projects";
import { createProjectSchema, projectListQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    query: projectListQuerySchema,
    handle: async ({ scope, query }) => ({ data: await listProjects(scope, { ...query, shared: true }) }),
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
