import OpenAI from "openai";
import { log } from "@/lib/log";
import { familyContextWindow } from "./context-window";
import type { KnownModel } from "./models-listed";
import { listHeaders, openaiClient, type ProviderConfig } from "./provider-config";

const FETCH_MS = 5_000;

/** Fields beside OpenAI's that other servers use for the context's size (OpenRouter, vLLM, Groq, LM Studio). */
type Listed = {
  id: string;
  name?: unknown;
  display_name?: unknown;
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
  /embed|whisper|tts|dall-e|moderation|davinci|babbage|transcribe|realtime|image|audio|sora|rerank/;
export const canChat = ({ id }: KnownModel): boolean => !NOT_CHAT.test(id);

/** All models that a provider lists. @throws what the client throws; Error when the answer is no list */
export async function fetchModels(config: ProviderConfig, timeoutMs = FETCH_MS): Promise<KnownModel[]> {
  const said = await openaiClient(config).get<unknown>("/models", {
    timeout: timeoutMs,
    maxRetries: 0,
    headers: listHeaders(config),
  });
  const rows = readList(said);
  if (!rows) throw new Error(`the list of models can't be read: ${typeof said}`);
  return rows
    .map((m) => {
      // Google's ids begin with the kind of thing they name; its chat completions take them without.
      const id = config.kind === "google" ? m.id.replace(/^models\//, "") : m.id;
      const size = m.context_length ?? m.max_model_len ?? m.context_window ?? m.max_context_length;
      return {
        id,
        name:
          ([m.name, m.display_name].find((name) => typeof name === "string" && name !== "") as
            | string
            | undefined) ?? id,
        contextWindow: typeof size === "number" && size > 0 ? size : familyContextWindow(id),
        ...visionOf(m),
      };
    })
    .sort((a, b) => a.id.localeCompare(b.id));
}

/** The same; null with a word in the log. `down`: nothing answered, which one that has no such list does. */
export async function tryFetchModels(
  config: ProviderConfig,
  slug: string | null,
): Promise<{ models: KnownModel[] | null; down: boolean }> {
  try {
    return { models: await fetchModels(config), down: false };
  } catch (error) {
    const status = (error as { status?: unknown }).status ?? null;
    log().warn({ status, connection: slug }, "the provider did not list its models");
    const down = error instanceof OpenAI.OpenAIError && (typeof status !== "number" || status >= 500);
    return { models: null, down };
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
