import { visitOf } from "@/app/api/embed/visit";
import { followAsVisitor } from "@/lib/embed";
import { endpoint, operation, uiStreamResponse } from "@/lib/http";

export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "visitor",
    streams: true,
    handle: async ({ params, request, ...call }) => {
      const view = await followAsVisitor(visitOf(call), params.chatId, request.headers.get("last-event-id"));
      return view ? uiStreamResponse(view) : new Response(null, { status: 204 });
    },
  }),
});
