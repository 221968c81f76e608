import { listAudit } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";
import { auditQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    admin: true,
    query: auditQuerySchema,
    handle: async ({ query }) => ({ data: await listAudit(query) }),
  }),
});
