import { listShares, shareChat } from "@/lib/chats/shares";
import { endpoint, operation } from "@/lib/http/endpoint";
import { createShareSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    handle: async ({ scope, params }) => ({ data: { shares: await listShares(scope, params.chatId) } }),
  }),
  POST: operation({
    auth: "user",
    body: createShareSchema,
    handle: async ({ scope, params, body }) => ({
      status: 201,
      message: "Link created",
      data: await shareChat(scope, params.chatId, body.leafId),
    }),
  }),
});
