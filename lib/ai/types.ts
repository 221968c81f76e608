import type { FinishReason, Usage } from "@/lib/schemas";

/** One message as the provider gets it. */
export type PromptMessage = {
  role: "system" | "user" | "assistant";
  content: string;
  /** Sent with the text, for models that see. */
  pictures?: Picture[];
};

/** A picture of a message. `data` is its content in base64; absent until the request is about to be sent. */
export type Picture = { fileId: string; mediaType: string; data?: string };

/** What the demo model tells about; it has nothing else to answer from. */
export type DemoContext = {
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
  demo?: DemoContext;
};

/** Where text goes the moment it arrives, in order. */
export type GenerationSink = {
  text(delta: string): void;
  reasoning(delta: string): void;
};

/** `usage` is the provider's, or null when it sent none. */
export type GenerationResult = { finishReason: FinishReason; usage: Usage | null };

/** The request with its pictures' content left out. */
export function withoutPictures(request: GenerationRequest): GenerationRequest {
  const bare = ({ fileId, mediaType }: Picture): Picture => ({ fileId, mediaType });
  return {
    ...request,
    messages: request.messages.map((m) => (m.pictures ? { ...m, pictures: m.pictures.map(bare) } : m)),
  };
}
