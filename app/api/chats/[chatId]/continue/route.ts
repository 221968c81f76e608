import { endpoint, operation } from "@/lib/http/endpoint";
import { uiStreamResponse, wantsEventStream } from "@/lib/http/reply-stream";
import { messageRefSchema } from "@/lib/schemas";
import { continueReply, plainReply, replyStream } from "@/lib/services/replies";

export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    body: messageRefSchema,
    handle: async ({ scope, params, body, request }) => {
      const key = request.headers.get("idempotency-key");
      const run = await continueReply(scope, params.chatId, body.messageId, key);
      if (wantsEventStream(request, body.stream)) return uiStreamResponse(request, replyStream(run));
      return { data: await plainReply(run) };
    },
  }),
});
