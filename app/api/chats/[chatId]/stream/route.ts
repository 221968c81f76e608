import { followChat } from "@/lib/chats/follow";
import { endpoint, operation } from "@/lib/http/endpoint";
import { uiStreamResponse } from "@/lib/http/reply-stream";

export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "chat",
    handle: async ({ scope, params, request }) => {
      const view = await followChat(scope, params.chatId, request.headers.get("last-event-id"));
      return view ? uiStreamResponse(view) : new Response(null, { status: 204 });
    },
  }),
});
