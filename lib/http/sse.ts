const SSE_HEADERS: Readonly<Record<string, string>> = {
  "Content-Type": "text/event-stream",
  // `no-transform` keeps Next's compression from holding events back; the last one is for nginx.
  "Cache-Control": "no-cache, no-transform",
  "X-Accel-Buffering": "no",
};

/** An event stream that nothing between us and the reader may buffer. */
export function sseResponse(
  stream: ReadableStream<Uint8Array>,
  headers: Record<string, string> = {},
): Response {
  return new Response(stream, { headers: { ...SSE_HEADERS, ...headers } });
}
