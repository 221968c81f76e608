import { listChats } from "@/lib/chats";
import { endpoint, operation } from "@/lib/http";
import { chatListQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "chat",
    query: chatListQuerySchema,
    handle: async ({ scope, params, query: { pinned, archived, ...page } }) => ({
      data: await listChats(scope, params.projectId, {
        ...page,
        ...(pinned === undefined ? {} : { pinned: pinned === "true" }),
        archived: archived === "true",
      }),
    }),
  }),
});
