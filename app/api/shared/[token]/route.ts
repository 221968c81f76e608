import { readShared } from "@/lib/chats";
import { endpoint, operation } from "@/lib/http";
import { pageQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "public",
    query: pageQuerySchema,
    handle: async ({ params, query }) => ({ data: { chat: await readShared(params.token, query) } }),
  }),
});
