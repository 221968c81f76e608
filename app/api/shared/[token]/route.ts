import { readShared } from "@/lib/chats/shares";
import { endpoint, operation } from "@/lib/http/endpoint";
import { pageQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "public",
    query: pageQuerySchema,
    handle: async ({ params, query }) => ({ data: { chat: await readShared(params.token, query) } }),
  }),
});
