import type { FinishReason, Usage } from "@/lib/schemas";

/** One message as the provider gets it. */
export type PromptMessage = { role: "system" | "user" | "assistant"; content: string };

/** What the demo model tells about; it has nothing else to answer from. */
export type DemoContext = {
  project: string;
  prompts: PromptMessage[];
  historyLength: number;
  files: string[];
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
