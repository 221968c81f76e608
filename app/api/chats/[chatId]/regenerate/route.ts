import { answerWithRun } from "@/app/api/answer-with-run";
import { regenerate } from "@/lib/chats";
import { endpoint, operation } from "@/lib/http";
import { regenerateSchema } from "@/lib/schemas";

export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "chat",
    body: regenerateSchema,
    handle: async ({ scope, params, body, request }) => {
      const key = request.headers.get("idempotency-key");
      const run = await regenerate(scope, params.chatId, body.messageId, key, body.target);
      return answerWithRun(run, request, body.stream);
    },
  }),
});
