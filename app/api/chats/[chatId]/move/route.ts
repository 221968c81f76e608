import { moveChat } from "@/lib/chats";
import { endpoint, operation } from "@/lib/http";
import { moveChatSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    body: moveChatSchema,
    handle: async ({ scope, params, body }) => ({
      message: "Chat moved",
      data: { chat: await moveChat(scope, params.chatId, body.projectId) },
    }),
  }),
});
