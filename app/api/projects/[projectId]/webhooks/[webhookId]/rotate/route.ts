import { endpoint, operation } from "@/lib/http";
import { rotateWebhookSecret } from "@/lib/webhooks";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    role: "editor",
    handle: async ({ scope, params }) => ({
      data: await rotateWebhookSecret(scope, params.projectId, params.webhookId),
    }),
  }),
});
