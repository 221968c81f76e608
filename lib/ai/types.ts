import type { FinishReason, Usage } from "@/lib/schemas";
import type { Account } from "./connections/account-type";

/** A function of the caller's that the model wants called; `arguments` is JSON text, as the model wrote it. */
export type ToolCall = { id: string; name: string; arguments: string };
/** A piece of a call; `id` and `name` come with its first piece. */
export type ToolCallDelta = { index: number; id?: string; name?: string; arguments: string };

/** One message as the provider gets it. */
export type PromptMessage = {
  role: "system" | "user" | "assistant";
  content: string;
  /** Sent with the text, for models that see. */
  pictures?: Picture[];
  /** What an assistant's message called. */
  toolCalls?: ToolCall[];
  /** Set on a user's message that is a tool's answer to this call; it goes out with the role `tool`. */
  toolCallId?: string;
  /** Who of several speaks. */
  name?: string;
};

/**
 * More parameters of chat completions, in OpenAI's spelling; they are sent on as they are.
 * https://platform.openai.com/docs/api-reference/chat/create
 */
export type GenerationParameters = {
  top_p?: number;
  stop?: string | string[];
  seed?: number;
  presence_penalty?: number;
  frequency_penalty?: number;
  logit_bias?: Record<string, number>;
  logprobs?: boolean;
  top_logprobs?: number;
  response_format?: Record<string, unknown>;
  reasoning_effort?: string;
  verbosity?: string;
  tools?: Record<string, unknown>[];
  tool_choice?: string | Record<string, unknown>;
  parallel_tool_calls?: boolean;
};

/** A picture of a message. `data` is its content in base64; absent until the request is about to be sent. */
export type Picture = { fileId: string; mediaType: string; data?: string };

/** What the demo model tells about; it has nothing else to answer from. */
export type DemoContext = {
  /** Somebody without an account asks: nothing of the project is told but what answers. */
  visited?: boolean;
  project: string;
  prompts: PromptMessage[];
  historyLength: number;
  files: string[];
  /** Names of the files on the message that is answered. */
  attached: string[];
  /** The message itself; null: the reply goes on. */
  question: string | null;
  passages: { mark: string; title: string; text: string }[];
  /** The project answers from its files alone. */
  only?: boolean;
  /** The reply goes on from its own text. */
  continued: boolean;
};

/** A request for generated text; it knows no chat, so any caller can make one. */
export type GenerationRequest = {
  model: string;
  messages: PromptMessage[];
  temperature: number;
  maxTokens: number;
  parameters?: GenerationParameters;
  demo?: DemoContext;
  /** Absent: the installation pays. */
  account?: Account;
  /** Nobody reads along: the demo model answers at once. */
  unwatched?: boolean;
  /** Answers where the model is down before its first byte. */
  fallback?: string;
};

/** Where text goes the moment it arrives, in order. */
export type GenerationSink = {
  /** `logprobs`: of the tokens that the text is made of, where they were asked for. */
  text(delta: string, logprobs?: unknown[]): void;
  reasoning(delta: string): void;
  /** The provider has begun to answer. */
  open?(contentType?: string): void;
  /** Another model answers than the one that was wanted. */
  fallback?(which: { wanted: string; model: string }): void;
  /** Absent: a refusal is text. */
  refusal?(delta: string): void;
  toolCall?(delta: ToolCallDelta): void;
};

/** What a provider says beside the sums, such as `cached_tokens`. */
export type UsageDetails = { prompt: Record<string, number>; completion: Record<string, number> };
/** `usage` is the provider's, or null when it sent none. */
export type GenerationResult = {
  finishReason: FinishReason;
  usage: Usage | null;
  usageDetails?: UsageDetails;
};

/** The request with its pictures' content left out. */
export function withoutPictures(request: GenerationRequest): GenerationRequest {
  const bare = ({ fileId, mediaType }: Picture): Picture => ({ fileId, mediaType });
  return {
    ...request,
    messages: request.messages.map((m) => (m.pictures ? { ...m, pictures: m.pictures.map(bare) } : m)),
  };
}
