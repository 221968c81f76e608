import { env, providerConfigured } from "@/lib/env";

export const DEMO_MODEL = "demo";

/** The model of a new project. */
export function defaultModel(): string {
  const e = env();
  return e.OPENAI_DEFAULT_MODEL ?? (providerConfigured(e) ? "gpt-3.5-turbo" : DEMO_MODEL);
}
