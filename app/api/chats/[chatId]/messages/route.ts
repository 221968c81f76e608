import { endpoint, operation } from "@/lib/http/endpoint";
import { pageQuerySchema } from "@/lib/schemas";
import { listMessages } from "@/lib/services/messages";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    query: pageQuerySchema,
    handle: async ({ scope, params, query }) => ({
      data: await listMessages(scope, params.chatId, query),
    }),
  }),
});
