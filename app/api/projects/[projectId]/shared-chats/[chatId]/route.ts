import { readSharedChat } from "@/lib/chats";
import { endpoint, operation } from "@/lib/http";
import { pageQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    query: pageQuerySchema,
    handle: async ({ scope, params, query }) => ({
      data: { chat: await readSharedChat(scope, params.projectId, params.chatId, query) },
    }),
  }),
});
