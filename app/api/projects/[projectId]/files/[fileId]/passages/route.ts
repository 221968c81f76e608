import { listPassages } from "@/lib/files";
import { endpoint, operation } from "@/lib/http";
import { passagesQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "files:read",
    query: passagesQuerySchema,
    handle: async ({ scope, params, query }) => ({
      data: await listPassages(scope, params.projectId, params.fileId, query),
    }),
  }),
});
