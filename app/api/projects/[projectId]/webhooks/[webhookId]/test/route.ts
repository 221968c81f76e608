import { endpoint, operation } from "@/lib/http";
import { testWebhook } from "@/lib/webhooks";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    role: "editor",
    handle: async ({ scope, params }) => {
      await testWebhook(scope, params.projectId, params.webhookId);
      return { status: 202, message: "A test event is on its way", data: {} };
    },
  }),
});
