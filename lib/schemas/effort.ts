import { splitModelName } from "./model-name";

/** How long a model thinks before it answers, in the spelling of chat completions (`reasoning_effort`). */
export const EFFORTS = ["minimal", "low", "medium", "high"] as const;
export type Effort = (typeof EFFORTS)[number];

const USUAL: readonly Effort[] = ["low", "medium", "high"];
const NONE: readonly Effort[] = [];

/**
 * What a model lets one choose, by its name, wherever it is served; none where it has no such thing.
 * https://platform.openai.com/docs/guides/reasoning, https://ai.google.dev/gemini-api/docs/openai#thinking, https://docs.x.ai/docs/guides/reasoning
 */
export function effortsOf(model: string): readonly Effort[] {
  const { id } = splitModelName(model);
  const name = id.toLowerCase().slice(id.lastIndexOf("/") + 1);
  if (/^gpt-5(?!.*chat)/.test(name)) return EFFORTS;
  if (/^o1-(mini|preview)/.test(name)) return NONE;
  if (/^(o[1-9](-|$)|gpt-oss|gemini-(2\.5|3))/.test(name)) return USUAL;
  return /^grok-3-mini/.test(name) ? ["low", "high"] : NONE;
}
