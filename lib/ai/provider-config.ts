import OpenAI from "openai";
import { env } from "@/lib/env";

const OPENAI_URL = "https://api.openai.com/v1";

export type ProviderConfig = { baseUrl: string; apiKey: string | null; isOpenAI: boolean };

/** The provider of this installation; null: the demo model answers. */
export function providerConfig(): ProviderConfig | null {
  const { OPENAI_API_KEY, OPENAI_BASE_URL } = env();
  if (!OPENAI_API_KEY && !OPENAI_BASE_URL) return null;
  return {
    baseUrl: (OPENAI_BASE_URL ?? OPENAI_URL).replace(/\/+$/, ""),
    apiKey: OPENAI_API_KEY ?? null,
    isOpenAI: !OPENAI_BASE_URL || /^https:\/\/api\.openai\.com(\/|$)/.test(OPENAI_BASE_URL),
  };
}

let cached: { key: string; client: OpenAI } | undefined;

/** The official client, for what is not on the hot path: models, files, embeddings, titles. Null without a provider. */
export function openaiClient(): OpenAI | null {
  const config = providerConfig();
  if (!config) return null;
  const key = `${config.baseUrl} ${config.apiKey}`;
  if (cached?.key !== key) {
    cached = {
      key,
      // Servers without keys still want a bearer token of some kind; the client refuses to start without one.
      client: new OpenAI({
        apiKey: config.apiKey ?? "none",
        baseURL: config.baseUrl,
        organization: null,
        project: null,
        maxRetries: 1,
        logLevel: "off",
      }),
    };
  }
  return cached.client;
}

/** OpenAI's reasoning models take `max_completion_tokens` and no temperature; other servers know neither rule. */
export function completionLimits(
  config: ProviderConfig,
  model: string,
  settings: { temperature: number; maxTokens: number },
): Record<string, number> {
  if (config.isOpenAI && /^(o\d|gpt-5)/.test(model)) return { max_completion_tokens: settings.maxTokens };
  return { temperature: settings.temperature, max_tokens: settings.maxTokens };
}
