import { setFeedback } from "@/lib/chats";
import { endpoint, operation } from "@/lib/http";
import { feedbackInputSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PUT: operation({
    auth: "chat",
    body: feedbackInputSchema,
    handle: async ({ scope, params, body }) => ({
      message: "Feedback saved",
      data: { message: await setFeedback(scope, params.chatId, params.messageId, body) },
    }),
  }),
});
