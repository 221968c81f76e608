import { endpoint, operation } from "@/lib/http";
import { createWebhookSchema } from "@/lib/schemas";
import { createWebhook, listWebhooks } from "@/lib/webhooks";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    role: "editor",
    handle: async ({ scope, params }) => ({ data: await listWebhooks(scope, params.projectId) }),
  }),
  POST: operation({
    auth: "user",
    role: "editor",
    body: createWebhookSchema,
    handle: async ({ scope, params, body }) => ({
      status: 201,
      data: await createWebhook(scope, params.projectId, body),
    }),
  }),
});
