import type { FinishReason, MessagePart, Usage } from "@/lib/schemas";

/** One message as the provider gets it. */
export type PromptMessage = { role: "system" | "user" | "assistant"; content: string };

/** A request for generated text; it knows no chat, so any caller can make one. */
export type GenerationRequest = {
  model: string;
  messages: PromptMessage[];
  temperature: number;
  maxTokens: number;
};

/** What happens while a reply is generated, in order. Everything a viewer can see is one of these. */
export type RunEvent =
  | {
      type: "start";
      messageId: string;
      chatId: string;
      model: string;
      createdAt: string;
      parts?: MessagePart[];
    }
  | { type: "text"; text: string }
  | { type: "reasoning"; text: string }
  | { type: "source"; part: Extract<MessagePart, { type: "source-document" }> }
  | { type: "usage"; usage: Usage }
  | { type: "error"; code: string; message: string }
  | { type: "finish"; status: "complete" | "stopped" | "interrupted" | "failed"; finishReason: FinishReason };
