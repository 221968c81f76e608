import { type Principal, whileCredentialStands } from "@/lib/auth";
import { EndableStream } from "@/lib/platform";
import { UI_STREAM_HEADER } from "./reply-stream";
import { countStream, streamsOf } from "./stream-count";

/** The last words to an AI SDK client, which takes a stream without an end for a broken line. */
const OVER = Buffer.from(
  `data: ${JSON.stringify({ type: "error", errorText: "This credential works no more" })}\n\ndata: [DONE]\n\n`,
);

/** An event stream that is counted, and ends when the credential it was opened with does. Other answers stay as they are. */
export function whileAllowed(response: Response, principal: Principal | null): Response {
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  if (!isStream || !principal || !response.body) return response;
  const { body } = response;
  const stream = body instanceof EndableStream ? body : EndableStream.of(body);
  const isReply = response.headers.has(UI_STREAM_HEADER);
  const closed = countStream(streamsOf(principal));
  const unwatch = whileCredentialStands(principal, () => stream.end(isReply ? OVER : undefined));
  stream.onClose(() => {
    closed();
    unwatch();
  });
  return stream === body
    ? response
    : new Response(stream, { status: response.status, headers: response.headers });
}
