import { usageReport } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";
import { usageQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    query: usageQuerySchema,
    handle: async ({ scope, query }) => ({ data: { usage: await usageReport(scope, query) } }),
  }),
});
