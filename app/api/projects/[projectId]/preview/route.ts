import { previewRequest } from "@/lib/chats";
import { endpoint, operation } from "@/lib/http";
import { previewInputSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    body: previewInputSchema,
    handle: async ({ scope, params, body }) => ({
      data: { preview: await previewRequest(scope, params.projectId, body) },
    }),
  }),
});
