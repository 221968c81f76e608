import { searchChats } from "@/lib/chats/search";
import { endpoint, operation } from "@/lib/http/endpoint";
import { searchQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    query: searchQuerySchema,
    handle: async ({ scope, query }) => ({ data: await searchChats(scope, query) }),
  }),
});
