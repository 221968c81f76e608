import { revokeShare } from "@/lib/chats";
import { endpoint, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: operation({
    auth: "user",
    handle: async ({ scope, params }) => {
      await revokeShare(scope, params.chatId, params.shareId);
      return { message: "Link revoked", data: {} };
    },
  }),
});
