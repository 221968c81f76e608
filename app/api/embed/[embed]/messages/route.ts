import { visitOf } from "@/app/api/embed/visit";
import { sendAsVisitor } from "@/lib/embed";
import { endpoint, operation, uiStreamResponse, wantsEventStream } from "@/lib/http";
import { visitorMessageSchema } from "@/lib/schemas";

export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "visitor",
    body: visitorMessageSchema,
    handle: async ({ body, request, ...call }) => {
      const reply = await sendAsVisitor(visitOf(call), body, request.headers.get("idempotency-key"));
      if (wantsEventStream(request, body.stream)) return uiStreamResponse(reply.stream());
      return { data: await reply.whole() };
    },
  }),
});
