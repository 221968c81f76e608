import { deleteChat, getChat, updateChat } from "@/lib/chats";
import { endpoint, operation } from "@/lib/http";
import { updateChatSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "chat",
    handle: async ({ scope, params }) => ({ data: { chat: await getChat(scope, params.chatId) } }),
  }),
  PATCH: operation({
    auth: "chat",
    body: updateChatSchema,
    handle: async ({ scope, params, body }) => ({
      message: "Chat updated successfully",
      data: { chat: await updateChat(scope, params.chatId, body) },
    }),
  }),
  DELETE: operation({
    auth: "chat",
    handle: async ({ scope, params }) => {
      await deleteChat(scope, params.chatId);
      return { message: "Chat deleted successfully", data: {} };
    },
  }),
});
