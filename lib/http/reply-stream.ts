import { sseResponse } from "./sse";

/** `stream` in the body decides, else the Accept header. */
export function wantsEventStream(request: Request, stream: boolean | undefined): boolean {
  return stream ?? request.headers.get("accept")?.includes("text/event-stream") ?? false;
}

/** Tells an AI SDK UI message stream from other event streams. */
export const UI_STREAM_HEADER = "x-vercel-ai-ui-message-stream";

/** An AI SDK UI message stream. https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol */
export function uiStreamResponse(stream: ReadableStream<Uint8Array>): Response {
  return sseResponse(stream, { [UI_STREAM_HEADER]: "v1" });
}
