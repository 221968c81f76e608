import { sentRequest } from "@/lib/chats";
import { endpoint, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    handle: async ({ scope, params }) => ({
      data: { request: await sentRequest(scope, params.chatId ?? "", params.messageId ?? "") },
    }),
  }),
});
