import { listFeedback } from "@/lib/chats";
import { endpoint, operation } from "@/lib/http";
import { feedbackQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "chat",
    query: feedbackQuerySchema,
    handle: async ({ scope, params, query }) => ({
      data: await listFeedback(scope, params.projectId, query),
    }),
  }),
});
