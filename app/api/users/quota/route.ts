import { getQuota } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({ auth: "user", handle: async ({ scope }) => ({ data: await getQuota(scope) }) }),
});
