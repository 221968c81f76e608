import { env } from "@/lib/env";
import { splitModelName } from "@/lib/schemas";
import { listedModel } from "./models-listed";

/** Types that every provider of vision models takes. */
const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);
export const isPicture = (mediaType: string): boolean => PICTURES.has(mediaType);

/** What a picture is taken to cost; OpenAI counts 85 to 1,445 by size (https://platform.openai.com/docs/guides/images-vision). */
export const PICTURE_TOKENS = 1_000;

/**
 * Families that see, by name, wherever they are served (OpenAI, OpenRouter, Ollama, vLLM …). A list can only be behind:
 * `VISION_MODELS` adds what it lacks.
 */
const SEES = new RegExp(
  [
    "gpt-4o",
    "gpt-4\\.[15]",
    "gpt-4-(turbo|vision)",
    "gpt-[5-9]",
    "(^|/)o1(?!-mini|-preview)",
    "(^|/)o3(?!-mini)",
    "(^|/)o4",
    "claude-(3|opus|sonnet|haiku|fable)",
    "gemini",
    "gemma-?3(?!.*(270m|[-:]1b))",
    "llama-?4",
    "-?vl\\b",
    "\\d(\\.\\d)?vl",
    "vision",
    "multimodal",
    "llava",
    "pixtral",
    "mistral-(small-?3\\.[1-9]|medium-3|large-3)",
    "minicpm-?v",
    "moondream",
    "internvl",
    "grok-4",
    "kimi-k2\\.[5-9]",
  ].join("|"),
  "i",
);
const BLIND = /audio|realtime|transcribe|tts|embedding|search-preview/i;

/**
 * Whether a model can be given pictures: `VISION_MODELS` first, then what the provider's list says of it, then its name.
 */
export function canSee(model: string): boolean {
  const { id } = splitModelName(model);
  if (namedVision().some((pattern) => pattern.test(model) || pattern.test(id))) return true;
  const said = listedModel(model)?.vision;
  if (said !== undefined) return said;
  return SEES.test(id) && !BLIND.test(id);
}

/** `VISION_MODELS`: names separated by commas; `*` stands for anything. */
function namedVision(): RegExp[] {
  const names = (env().VISION_MODELS ?? "").split(",").map((name) => name.trim());
  return names.filter(Boolean).map((name) => {
    const literal = name.split("*").map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${literal.join(".*")}$`, "i");
  });
}
