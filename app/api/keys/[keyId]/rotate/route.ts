import { endpoint, operation } from "@/lib/http";
import { rotateKey } from "@/lib/people";
import { rotateKeySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    body: rotateKeySchema,
    handle: async ({ scope, params, body }) => ({ data: await rotateKey(scope, params.keyId, body) }),
  }),
});
