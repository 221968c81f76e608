/** What is known of a provider beforehand. */
export type ConnectionKind = {
  name: string;
  /** Empty: every installation of it has its own. */
  baseUrl: string;
  /** It runs on one's own machines: its address is likely a private one, and it may need no key. */
  own?: true;
  /** Said in the form under the address. */
  hint?: string;
};

/** The addresses are those of the makers' own documentation of their OpenAI-compatible endpoints. */
export const CONNECTION_KINDS = {
  openai: { name: "OpenAI", baseUrl: "https://api.openai.com/v1" },
  anthropic: { name: "Anthropic", baseUrl: "https://api.anthropic.com/v1" },
  google: { name: "Google", baseUrl: "https://generativelanguage.googleapis.com/v1beta/openai" },
  mistral: { name: "Mistral", baseUrl: "https://api.mistral.ai/v1" },
  groq: { name: "Groq", baseUrl: "https://api.groq.com/openai/v1" },
  openrouter: { name: "OpenRouter", baseUrl: "https://openrouter.ai/api/v1" },
  deepseek: { name: "DeepSeek", baseUrl: "https://api.deepseek.com/v1" },
  xai: { name: "xAI", baseUrl: "https://api.x.ai/v1" },
  azure: {
    name: "Azure OpenAI",
    baseUrl: "",
    hint: "https://<resource>.openai.azure.com/openai/v1; a model is the name of a deployment.",
  },
  ollama: { name: "Ollama", baseUrl: "http://localhost:11434/v1", own: true },
  "lm-studio": { name: "LM Studio", baseUrl: "http://localhost:1234/v1", own: true },
  vllm: { name: "vLLM", baseUrl: "http://localhost:8000/v1", own: true },
  "llama-cpp": { name: "llama.cpp", baseUrl: "http://localhost:8080/v1", own: true },
  custom: {
    name: "Custom",
    baseUrl: "",
    hint: "Any server with OpenAI’s chat completions; the address ends before /chat/completions.",
  },
} as const satisfies Record<string, ConnectionKind>;

export type ConnectionKindId = keyof typeof CONNECTION_KINDS;
export const CONNECTION_KIND_IDS = Object.keys(CONNECTION_KINDS) as [ConnectionKindId, ...ConnectionKindId[]];

/** Those whose address is one and the same for everybody. */
export const LISTED_KINDS = CONNECTION_KIND_IDS.filter((id) => CONNECTION_KINDS[id].baseUrl !== "");

export const kindOf = (id: ConnectionKindId): ConnectionKind => CONNECTION_KINDS[id];
