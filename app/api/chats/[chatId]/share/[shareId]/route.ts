import { revokeShare } from "@/lib/chats/shares";
import { endpoint, operation } from "@/lib/http/endpoint";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: operation({
    auth: "user",
    handle: async ({ scope, params }) => {
      await revokeShare(scope, params.chatId, params.shareId);
      return { message: "Link revoked", data: {} };
    },
  }),
});
