import OpenAI, { type ClientOptions } from "openai";
import type { DialectBench } from "./dialect";

/** OpenAI's own client against a bench; it does not try again. */
export const openAIClient = (
  bench: Pick<DialectBench, "url" | "secret">,
  apiKey = bench.secret,
  more: ClientOptions = {},
) => new OpenAI({ apiKey, baseURL: bench.url, maxRetries: 0, ...more });

/** What the tool of the tests takes. */
export const weather = {
  type: "object" as const,
  properties: { city: { type: "string" as const } },
  required: ["city"],
};
