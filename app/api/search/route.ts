import { endpoint, operation } from "@/lib/http/endpoint";
import { searchQuerySchema } from "@/lib/schemas";
import { searchChats } from "@/lib/services/search";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    query: searchQuerySchema,
    handle: async ({ scope, query }) => ({ data: await searchChats(scope, query) }),
  }),
});
