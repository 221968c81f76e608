import { listMessages } from "@/lib/chats/messages";
import { endpoint, operation } from "@/lib/http/endpoint";
import { pageQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "chat",
    query: pageQuerySchema,
    handle: async ({ scope, params, query }) => ({
      data: await listMessages(scope, params.chatId, query),
    }),
  }),
});
