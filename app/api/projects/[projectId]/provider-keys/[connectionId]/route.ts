import { putOwnKey, removeOwnKey } from "@/lib/ai";
import { endpoint, operation } from "@/lib/http";
import { putOwnKeySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PUT: operation({
    auth: "user",
    role: "owner",
    body: putOwnKeySchema,
    handle: async ({ scope, address, params, body }) => ({
      message: "Key saved",
      data: { key: await putOwnKey(scope, address, params.projectId, params.connectionId, body.apiKey) },
    }),
  }),
  DELETE: operation({
    auth: "user",
    role: "owner",
    handle: async ({ scope, address, params }) => ({
      message: "Key removed",
      data: { key: await removeOwnKey(scope, address, params.projectId, params.connectionId) },
    }),
  }),
});
