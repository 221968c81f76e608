/** Tokens that prompt and answer may take together, by model family; the first match counts. */
const FAMILIES: [RegExp, number][] = [
  [/^gpt-3\.5/, 16_385],
  [/^gpt-4\.1/, 1_047_576],
  [/^(gpt-4o|chatgpt-4o|gpt-4-turbo|gpt-4-\d{4}-preview|gpt-4\.5)/, 128_000],
  [/^gpt-4-32k/, 32_768],
  [/^gpt-4/, 8_192],
  [/^gpt-5/, 400_000],
  [/^o1-(mini|preview)/, 128_000],
  [/^o\d/, 200_000],
  [/claude/, 200_000],
  [/gemini/, 1_000_000],
  [/llama-?2/, 4_096],
  [/llama-?3(?![.\d])/, 8_192],
  [/llama/, 131_072],
  [/mixtral|mistral|codestral|qwen|phi-?[34]|deepseek|command-r/, 32_768],
  [/gemma-?2?(?!-?\d)/, 8_192],
];

/** For models we know nothing about; most of today's take this or more. */
export const DEFAULT_CONTEXT_WINDOW = 128_000;

export function familyContextWindow(model: string): number | null {
  const name = model.toLowerCase().replace(/^.*\//, "");
  return FAMILIES.find(([family]) => family.test(name))?.[1] ?? null;
}
