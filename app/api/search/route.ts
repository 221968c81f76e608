import { searchChats } from "@/lib/chats";
import { endpoint, operation } from "@/lib/http";
import { searchQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    query: searchQuerySchema,
    handle: async ({ scope, query }) => ({ data: await searchChats(scope, query) }),
  }),
});
