import { isRecord } from "@/lib/client/api";
import { readSse } from "@/lib/client/sse";
import type { VisitorMessage } from "@/lib/schemas";

export type Reply = Pick<VisitorMessage, "id" | "text" | "status" | "sources"> & { chatId: string | null };

/** A reply as it grows: calls `show` with all of it, at most once per piece that arrives. Ends with its end, or its failure. */
export async function readReply(response: Response, show: (reply: Reply) => void): Promise<Reply> {
  let reply: Reply = { id: "", chatId: null, text: "", status: "streaming" };
  if (!response.body) return reply;
  for await (const { data } of readSse(response.body)) {
    const next = data === "[DONE]" ? null : withPart(reply, data);
    if (!next) continue;
    reply = next;
    show(reply);
  }
  // A line that broke: the server goes on, and the next look shows what came of it.
  return reply.status === "streaming" ? { ...reply, status: "interrupted" } : reply;
}

function withPart(reply: Reply, data: string): Reply | null {
  const part: unknown = JSON.parse(data);
  if (!isRecord(part)) return null;
  const meta = isRecord(part.messageMetadata) ? part.messageMetadata : {};
  switch (part.type) {
    case "start":
      return {
        ...reply,
        id: String(part.messageId),
        chatId: typeof meta.chatId === "string" ? meta.chatId : reply.chatId,
      };
    case "text-delta":
      return { ...reply, text: reply.text + String(part.delta) };
    case "source-document": {
      const source = { number: Number(part.sourceId), title: String(part.title) };
      return { ...reply, sources: [...(reply.sources ?? []), source] };
    }
    case "error":
      return { ...reply, status: "failed" };
    case "finish":
      return reply.status === "failed"
        ? null
        : { ...reply, status: meta.status === "stopped" ? "stopped" : "complete" };
    default:
      return null;
  }
}
