import { listShares, shareChat } from "@/lib/chats";
import { endpoint, operation } from "@/lib/http";
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
