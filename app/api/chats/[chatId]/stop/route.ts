import { stopChat } from "@/lib/chats/chats";
import { endpoint, operation } from "@/lib/http/endpoint";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "chat",
    handle: async ({ scope, params }) => ({ data: await stopChat(scope, params.chatId) }),
  }),
});
