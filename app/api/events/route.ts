import { userEvents } from "@/lib/feed/events";
import { endpoint, operation } from "@/lib/http/endpoint";
import { sseResponse } from "@/lib/http/sse";

/** Seconds; where functions have a limit, readers come back with their `Last-Event-ID`. */
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    handle: async ({ scope, request }) =>
      sseResponse(await userEvents(scope, request.headers.get("last-event-id"))),
  }),
});
