import { endpoint, operation } from "@/lib/http";
import { createKey, listKeys } from "@/lib/people";
import { createKeySchema, keyListQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    query: keyListQuerySchema,
    handle: async ({ scope, query }) => ({ data: await listKeys(scope, query) }),
  }),
  POST: operation({
    auth: "user",
    body: createKeySchema,
    handle: async ({ scope, body }) => ({ status: 201, data: await createKey(scope, body) }),
  }),
});
