import { endpoint, operation } from "@/lib/http";
import { createRelease, listReleases } from "@/lib/projects";
import { pageQuerySchema, releaseInputSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "evals",
    query: pageQuerySchema,
    handle: async ({ scope, params, query }) => ({
      data: await listReleases(scope, params.projectId, query),
    }),
  }),
  POST: operation({
    auth: "evals",
    role: "editor",
    body: releaseInputSchema,
    handle: async ({ scope, params, body }) => ({
      status: 201,
      message: "Release made",
      data: { release: await createRelease(scope, params.projectId, body.note) },
    }),
  }),
});
