import { endpoint, operation } from "@/lib/http/endpoint";
import { sentRequest } from "@/lib/services/sent-request";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    handle: async ({ scope, params }) => ({
      data: { request: await sentRequest(scope, params.chatId ?? "", params.messageId ?? "") },
    }),
  }),
});
