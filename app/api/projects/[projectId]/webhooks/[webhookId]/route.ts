import { endpoint, operation } from "@/lib/http";
import { updateWebhookSchema } from "@/lib/schemas";
import { removeWebhook, updateWebhook } from "@/lib/webhooks";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PATCH: operation({
    auth: "user",
    role: "editor",
    body: updateWebhookSchema,
    handle: async ({ scope, params, body }) => ({
      data: { webhook: await updateWebhook(scope, params.projectId, params.webhookId, body) },
    }),
  }),
  DELETE: operation({
    auth: "user",
    role: "editor",
    handle: async ({ scope, params }) => {
      await removeWebhook(scope, params.projectId, params.webhookId);
      return { message: "Webhook removed", data: {} };
    },
  }),
});
