import { endpoint, operation } from "@/lib/http";
import { deliveriesQuerySchema } from "@/lib/schemas";
import { listDeliveries } from "@/lib/webhooks";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    role: "editor",
    query: deliveriesQuerySchema,
    handle: async ({ scope, params, query }) => ({
      data: await listDeliveries(scope, params.projectId, params.webhookId, query),
    }),
  }),
});
