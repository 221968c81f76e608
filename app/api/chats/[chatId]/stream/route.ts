import { followChat } from "@/lib/chats";
import { endpoint, operation, uiStreamResponse } from "@/lib/http";

export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "chat",
    streams: true,
    handle: async ({ scope, params, request }) => {
      const view = await followChat(scope, params.chatId, request.headers.get("last-event-id"));
      return view ? uiStreamResponse(view) : new Response(null, { status: 204 });
    },
  }),
});
