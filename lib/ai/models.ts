import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { perProcess } from "@/lib/platform";
import type { Model } from "@/lib/schemas";
import { DEFAULT_CONTEXT_WINDOW, familyContextWindow } from "./context-window";
import { openaiClient, providerConfig } from "./provider-config";

export const DEMO_MODEL = "demo";
const SEED_MODEL = "gpt-3.5-turbo";

/** How long a list is served without asking again, and how long a failed request is left alone. Milliseconds. */
const FRESH_MS = 5 * 60_000;
const FAILED_MS = 30_000;
const FETCH_MS = 5_000;

/** `vision`: whether it takes pictures, where the list says so. */
type KnownModel = Model & { vision?: boolean };
type Cache = { baseUrl: string; models: KnownModel[]; at: number; failed: boolean };
const listed = () => perProcess<{ cache?: Cache; down?: boolean }>("models", () => ({}));

/** The model of a project that names none: one that the provider offers, where its list is at hand (never waited for). */
export function defaultModel(): string {
  const { OPENAI_DEFAULT_MODEL } = env();
  if (OPENAI_DEFAULT_MODEL) return OPENAI_DEFAULT_MODEL;
  const config = providerConfig();
  if (!config) return DEMO_MODEL;
  const { cache } = listed();
  const offered = cache?.baseUrl === config.baseUrl ? cache.models : [];
  return offered.some(({ id }) => id === SEED_MODEL) ? SEED_MODEL : (offered[0]?.id ?? SEED_MODEL);
}

/** The model that answers when `wanted` is asked for: without a provider, always the demo. */
export function effectiveModel(wanted: string): string {
  return providerConfig() ? wanted : DEMO_MODEL;
}

/**
 * What the provider offers, cached; the demo model where none is configured. A provider that does not list its models
 * leaves the default one.
 */
export async function listModels(): Promise<Model[]> {
  const config = providerConfig();
  if (!config) return [{ id: DEMO_MODEL, name: "Demo", contextWindow: DEFAULT_CONTEXT_WINDOW }];
  const holder = listed();
  const { cache } = holder;
  const age = cache ? Date.now() - cache.at : Number.POSITIVE_INFINITY;
  if (cache?.baseUrl === config.baseUrl && age < (cache.failed ? FAILED_MS : FRESH_MS))
    return cache.models.map(toModel);
  const fetched = await fetchModels();
  const known = cache?.baseUrl === config.baseUrl && cache.models.length > 0 ? cache.models : fallback();
  holder.cache = {
    baseUrl: config.baseUrl,
    models: fetched ?? known,
    at: Date.now(),
    failed: fetched === null,
  };
  return (fetched ?? known).map(toModel);
}

/** Whether the provider answered when it was last asked for its list. */
export const providerReachable = (): boolean => !(providerConfig() && listed().down);

const toModel = ({ id, name, contextWindow }: KnownModel): Model => ({ id, name, contextWindow });

function fallback(): KnownModel[] {
  const id = defaultModel();
  return [{ id, name: id, contextWindow: familyContextWindow(id) }];
}

/** Fields beside OpenAI's that other servers use for the context's size (OpenRouter, vLLM, Groq, LM Studio). */
type Listed = {
  id: string;
  name?: unknown;
  context_length?: unknown;
  max_model_len?: unknown;
  context_window?: unknown;
  max_context_length?: unknown;
  /** OpenRouter. */
  architecture?: { input_modalities?: unknown } | null;
  /** Mistral. */
  capabilities?: { vision?: unknown } | null;
};
/** OpenAI lists these beside its chat models; they can't chat. */
const NOT_CHAT =
  /embedding|whisper|tts|dall-e|moderation|davinci|babbage|transcribe|realtime|image|audio|sora/;

async function fetchModels(): Promise<KnownModel[] | null> {
  try {
    const said = await openaiClient()?.get<unknown>("/models", { timeout: FETCH_MS, maxRetries: 0 });
    listed().down = false;
    const rows = readList(said);
    if (!rows) {
      log().warn({ found: typeof said }, "the provider's list of models can't be read");
      return null;
    }
    const chat = rows.filter((m) => !NOT_CHAT.test(m.id));
    return chat
      .map((m) => {
        const size = m.context_length ?? m.max_model_len ?? m.context_window ?? m.max_context_length;
        return {
          id: m.id,
          name: typeof m.name === "string" && m.name ? m.name : m.id,
          contextWindow: typeof size === "number" && size > 0 ? size : familyContextWindow(m.id),
          ...visionOf(m),
        };
      })
      .sort((a, b) => a.id.localeCompare(b.id));
  } catch (error) {
    const status = (error as { status?: unknown }).status;
    // One that has no such list is there all the same.
    listed().down = typeof status !== "number" || status >= 500;
    log().warn({ status: status ?? null }, "the provider did not list its models");
    return null;
  }
}

/** OpenAI's list, a bare array, or Ollama's own; null: nothing of the kind, such as a page of HTML. */
function readList(said: unknown): Listed[] | null {
  const { data, models } = (typeof said === "object" && said !== null ? said : {}) as Record<string, unknown>;
  const rows = [said, data, models].find((list) => Array.isArray(list)) as unknown[] | undefined;
  if (!rows) return null;
  return rows.flatMap((row): Listed[] => {
    if (typeof row === "string") return [{ id: row }];
    if (typeof row !== "object" || row === null) return [];
    const named = row as Omit<Listed, "id"> & { id?: unknown; model?: unknown };
    const id = named.id ?? named.model ?? named.name;
    return typeof id === "string" && id !== "" ? [{ ...named, id }] : [];
  });
}

function visionOf({ architecture, capabilities }: Listed): { vision?: boolean } {
  const inputs = architecture?.input_modalities;
  if (Array.isArray(inputs)) return { vision: inputs.includes("image") };
  return typeof capabilities?.vision === "boolean" ? { vision: capabilities.vision } : {};
}

/** What the provider's list says of a model, if it is at hand (never waited for). */
export function listedModel(model: string): KnownModel | undefined {
  return listed().cache?.models.find((m) => m.id === model);
}

/** Tokens that fit the model: as the provider said if its list is at hand (never waited for), else by family. */
export function contextWindowOf(model: string): number {
  return listedModel(model)?.contextWindow ?? familyContextWindow(model) ?? DEFAULT_CONTEXT_WINDOW;
}
