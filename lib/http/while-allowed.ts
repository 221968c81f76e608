import { type Principal, whileCredentialStands } from "@/lib/auth";
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
  const isReply = response.headers.has(UI_STREAM_HEADER);
  const reader = response.body.getReader();
  const closed = countStream(streamsOf(principal));
  let unwatch = () => {};
  const leave = () => {
    closed();
    unwatch();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        unwatch = whileCredentialStands(principal, () => {
          closed();
          if (isReply) controller.enqueue(OVER);
          controller.close();
          void reader.cancel().catch(() => undefined);
        });
      },
      async pull(controller) {
        const { done, value } = await reader.read();
        // Closed meanwhile: nothing that is read later leaves.
        if (controller.desiredSize === null) return;
        if (!done) return controller.enqueue(value);
        leave();
        try {
          controller.close();
        } catch {
          // It ended in the same moment.
        }
      },
      async cancel(reason) {
        leave();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status: response.status, headers: response.headers });
}
