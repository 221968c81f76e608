import { endpoint, operation } from "@/lib/http";
import { revokeKey, updateKey } from "@/lib/people";
import { updateKeySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PATCH: operation({
    auth: "user",
    body: updateKeySchema,
    handle: async ({ scope, params, body }) => ({
      data: { key: await updateKey(scope, params.keyId, body) },
    }),
  }),
  DELETE: operation({
    auth: "user",
    handle: async ({ scope, params }) => {
      await revokeKey(scope, params.keyId);
      return { data: {} };
    },
  }),
});
