import { listPassages } from "@/lib/files/passages";
import { endpoint, operation } from "@/lib/http/endpoint";
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
