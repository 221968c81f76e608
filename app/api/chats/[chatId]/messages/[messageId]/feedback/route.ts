import { setFeedback } from "@/lib/chats/messages";
import { endpoint, operation } from "@/lib/http/endpoint";
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
