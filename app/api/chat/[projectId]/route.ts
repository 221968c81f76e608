import { endpoint, operation } from "@/lib/http/endpoint";
import { uiStreamResponse, wantsEventStream } from "@/lib/http/reply-stream";
import { sendMessageSchema } from "@/lib/schemas";
import { plainReply, replyStream, sendMessage } from "@/lib/services/replies";

/** Seconds; where functions have a limit, a reply ends there as interrupted and can be continued. */
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    body: sendMessageSchema,
    handle: async ({ scope, params, body, request }) => {
      const key = request.headers.get("idempotency-key");
      const run = await sendMessage(scope, params.projectId, body, key);
      if (wantsEventStream(request, body.stream)) return uiStreamResponse(request, replyStream(run));
      return { data: await plainReply(run) };
    },
  }),
});
