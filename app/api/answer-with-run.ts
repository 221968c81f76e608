import { plainReply, replyStream } from "@/lib/chats";
import { uiStreamResponse, wantsEventStream } from "@/lib/http";

type Run = Parameters<typeof replyStream>[0];

/** A reply under way as the caller wants it: event by event, or as a whole once it is there. */
export async function answerWithRun(run: Run, request: Request, stream: boolean | undefined) {
  if (wantsEventStream(request, stream)) return uiStreamResponse(replyStream(run));
  return { data: await plainReply(run) };
}
