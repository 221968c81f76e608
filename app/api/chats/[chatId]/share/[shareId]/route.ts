import { endpoint, operation } from "@/lib/http/endpoint";
import { revokeShare } from "@/lib/services/shares";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: operation({
    auth: "user",
    handle: async ({ scope, params }) => {
      await revokeShare(scope, params.chatId, params.shareId);
      return { message: "Link revoked", data: {} };
    },
  }),
});
