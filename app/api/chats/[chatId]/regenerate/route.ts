import { answerWithRun } from "@/app/api/answer-with-run";
import { regenerate } from "@/lib/chats";
import { endpoint, operation } from "@/lib/http";
import { messageRefSchema } from "@/lib/schemas";

export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "chat",
    body: messageRefSchema,
    handle: async ({ scope, params, body, request }) => {
      const key = request.headers.get("idempotency-key");
      const run = await regenerate(scope, params.chatId, body.messageId, key);
      return answerWithRun(run, request, body.stream);
    },
  }),
});
