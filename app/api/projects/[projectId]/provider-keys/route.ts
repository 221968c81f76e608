import { listOwnKeys } from "@/lib/ai";
import { endpoint, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    role: "owner",
    handle: async ({ scope, params }) => ({ data: { keys: await listOwnKeys(scope, params.projectId) } }),
  }),
});
