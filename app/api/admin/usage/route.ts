import { usageOfAll } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";
import { adminUsageQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    admin: true,
    query: adminUsageQuerySchema,
    handle: async ({ query }) => ({ data: { usage: await usageOfAll(query) } }),
  }),
});
