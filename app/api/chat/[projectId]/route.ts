import { answerWithRun } from "@/app/api/answer-with-run";
import { sendMessage } from "@/lib/chats";
import { endpoint, operation } from "@/lib/http";
import { sendMessageSchema } from "@/lib/schemas";

/** Seconds; where functions have a limit, a reply ends there as interrupted and can be continued. */
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "chat",
    body: sendMessageSchema,
    handle: async ({ scope, params, body, request }) => {
      const key = request.headers.get("idempotency-key");
      const run = await sendMessage(scope, params.projectId, body, key);
      return answerWithRun(run, request, body.stream);
    },
  }),
});
