import { listSharedChats } from "@/lib/chats";
import { endpoint, operation } from "@/lib/http";
import { pageQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    query: pageQuerySchema,
    handle: async ({ scope, params, query }) => ({
      data: await listSharedChats(scope, params.projectId, query),
    }),
  }),
});
