import { feedStream } from "@/lib/feed";
import { endpoint, operation, sseResponse } from "@/lib/http";

/** Seconds; where functions have a limit, readers come back with their `Last-Event-ID`. */
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    streams: true,
    handle: async ({ scope, request }) =>
      sseResponse(await feedStream(scope, request.headers.get("last-event-id"))),
  }),
});
