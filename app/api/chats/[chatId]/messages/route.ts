import { listMessages } from "@/lib/chats";
import { endpoint, operation } from "@/lib/http";
import { messagesQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "chat",
    query: messagesQuerySchema,
    handle: async ({ scope, params, query }) => ({
      data: await listMessages(scope, params.chatId, query),
    }),
  }),
});
