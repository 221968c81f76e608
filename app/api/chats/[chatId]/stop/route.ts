import { endpoint, operation } from "@/lib/http/endpoint";
import { stopChat } from "@/lib/services/chats";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    handle: async ({ scope, params }) => ({ data: await stopChat(scope, params.chatId) }),
  }),
});
