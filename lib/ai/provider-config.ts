import OpenAI from "openai";
import { env } from "@/lib/env";
import { guardedFetch } from "@/lib/platform";
import { CONNECTION_KINDS, type ConnectionKindId, LISTED_KINDS } from "@/lib/schemas";

/**
 * How a provider is reached. `guard` null: the operator named the address, and any will do; else it is an administrator's
 * word and is held to what the guard allows.
 */
export type ProviderConfig = {
  baseUrl: string;
  apiKey: string | null;
  kind: ConnectionKindId;
  isOpenAI: boolean;
  guard: { allowPrivate: boolean } | null;
};

/** Whole answers of a provider (lists, vectors), in bytes. */
const ANSWER_MAX = 64 * 1024 * 1024;
const ANSWER_MS = 120_000;

/** What the environment's variables say; null: nothing. */
export function environmentConfig(): ProviderConfig | null {
  const { OPENAI_API_KEY, OPENAI_BASE_URL } = env();
  if (!OPENAI_API_KEY && !OPENAI_BASE_URL) return null;
  const baseUrl = (OPENAI_BASE_URL ?? CONNECTION_KINDS.openai.baseUrl).replace(/\/+$/, "");
  const kind = LISTED_KINDS.find((id) => CONNECTION_KINDS[id].baseUrl === baseUrl) ?? "custom";
  return { baseUrl, apiKey: OPENAI_API_KEY ?? null, kind, isOpenAI: speaksAsOpenAI(baseUrl), guard: null };
}

export const speaksAsOpenAI = (baseUrl: string): boolean =>
  /^https:\/\/(api\.openai\.com|[\w-]+\.openai\.azure\.com)(\/|$)/.test(baseUrl);

/** How the key is shown to the provider: most take a bearer's token. */
export function keyHeaders({ apiKey, kind }: ProviderConfig): Record<string, string> {
  if (apiKey === null) return {};
  // https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle
  if (kind === "azure") return { "api-key": apiKey };
  return { Authorization: `Bearer ${apiKey}` };
}

/** Anthropic's list of models is not among what it offers in OpenAI's manner (https://docs.anthropic.com/en/api/models-list). */
export function listHeaders(config: ProviderConfig): Record<string, string> {
  if (config.kind !== "anthropic" || config.apiKey === null) return {};
  return { "x-api-key": config.apiKey, "anthropic-version": "2023-06-01" };
}

/** The official client, for what is not on the hot path: models, files, embeddings. */
export function openaiClient(config: ProviderConfig, options: { timeoutMs?: number } = {}): OpenAI {
  const { guard } = config;
  return new OpenAI({
    // Servers without keys still want a bearer token of some kind; the client refuses to start without one.
    apiKey: config.apiKey ?? "none",
    baseURL: config.baseUrl,
    organization: null,
    project: null,
    maxRetries: 0,
    logLevel: "off",
    ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
    ...(config.kind === "azure" ? { defaultHeaders: { Authorization: null, ...keyHeaders(config) } } : {}),
    ...(guard ? { fetch: fetchWithin(guard) } : {}),
  });
}

const fetchWithin =
  (guard: { allowPrivate: boolean }) =>
  async (url: unknown, init: RequestInit = {}) => {
    const { method = "GET", body, headers, signal } = init;
    return guardedFetch(String(url), {
      ...guard,
      method,
      headers: Object.fromEntries(new Headers(headers)),
      ...(typeof body === "string" ? { body } : {}),
      signal: signal ?? null,
      timeoutMs: ANSWER_MS,
      maxBytes: ANSWER_MAX,
    });
  };

/** OpenAI's reasoning models take `max_completion_tokens` and no temperature; other servers know neither rule. */
export function completionLimits(
  config: ProviderConfig,
  model: string,
  settings: { temperature: number; maxTokens: number },
): Record<string, number> {
  if (config.isOpenAI && /^(o\d|gpt-5)/.test(model)) return { max_completion_tokens: settings.maxTokens };
  return { temperature: settings.temperature, max_tokens: settings.maxTokens };
}
