import { stopChat } from "@/lib/chats";
import { endpoint, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "chat",
    handle: async ({ scope, params }) => ({ data: await stopChat(scope, params.chatId) }),
  }),
});
