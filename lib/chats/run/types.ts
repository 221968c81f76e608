import type { GenerationRequest } from "@/lib/ai";
import type { FinishReason, MessagePart, ReplyFailure, Usage } from "@/lib/schemas";

export type { GenerationRequest } from "@/lib/ai";

export type SourcePart = Extract<MessagePart, { type: "source-document" }>;
export type FallbackPart = Extract<MessagePart, { type: "data-fallback" }>;
export type EndStatus = "complete" | "stopped" | "interrupted" | "failed";

/** What happens while a reply is generated, in order. Everything a viewer can see is one of these. */
export type RunEvent =
  | {
      type: "start";
      messageId: string;
      chatId: string;
      /** The message that is answered. */
      parentId: string | null;
      model: string;
      createdAt: string;
      /** What the message holds already when it is continued. */
      parts?: MessagePart[];
    }
  | { type: "text"; text: string }
  | { type: "reasoning"; text: string }
  | { type: "source"; part: SourcePart }
  | { type: "fallback"; part: FallbackPart }
  | { type: "usage"; usage: Usage }
  | { type: "error"; code: string; message: string; failure?: ReplyFailure }
  | { type: "finish"; status: EndStatus; finishReason: FinishReason };

/** A request with the passages that were looked up for it. */
export type PreparedRequest = { request: GenerationRequest; sources: SourcePart[] };

/** How a run ended. */
export type RunOutcome = {
  status: EndStatus;
  finishReason: FinishReason;
  errorCode: string | null;
  /** What viewers were told of the failure. */
  errorMessage: string | null;
  parts: MessagePart[];
  usage: Usage | null;
  model: string;
};
