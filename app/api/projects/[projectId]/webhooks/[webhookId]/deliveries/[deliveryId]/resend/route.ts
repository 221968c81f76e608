import { endpoint, operation } from "@/lib/http";
import { resendDelivery } from "@/lib/webhooks";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    role: "editor",
    handle: async ({ scope, params }) => ({
      status: 202,
      data: {
        delivery: await resendDelivery(scope, params.projectId, params.webhookId, params.deliveryId),
      },
    }),
  }),
});
