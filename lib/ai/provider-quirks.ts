import { perProcess } from "@/lib/platform";
import type { ProviderConfig } from "./provider-config";
import { ProviderAnswer } from "./provider-error";

/** What a model behind a base URL does not take; each has a way without it. */
const PARAMETERS = ["max_tokens", "temperature", "stream_options"] as const;
type Parameter = (typeof PARAMETERS)[number];
type Body = Record<string, unknown>;

/** Models remembered; more than a provider offers to one installation. */
const REMEMBERED_MAX = 1_000;
const REFUSED = /unsupported|not support|unrecognized|unknown|unexpected|not permitted|extra_forbidden/i;

const remembered = () => perProcess<Map<string, Set<Parameter>>>("provider-quirks", () => new Map());
const keyOf = (config: ProviderConfig, model: unknown) => `${config.baseUrl} ${String(model)}`;

/** The body as this model takes it, as far as it has said so. */
export function adapted(config: ProviderConfig, body: Body): Body {
  const refused = remembered().get(keyOf(config, body.model));
  if (!refused) return body;
  const { max_tokens, temperature, stream_options, ...rest } = body;
  const limit = max_tokens === undefined ? {} : { max_tokens };
  return {
    ...rest,
    ...(refused.has("max_tokens") && max_tokens !== undefined
      ? { max_completion_tokens: max_tokens }
      : limit),
    ...(refused.has("temperature") || temperature === undefined ? {} : { temperature }),
    ...(refused.has("stream_options") || stream_options === undefined ? {} : { stream_options }),
  };
}

/**
 * Remembers what the model has refused of `sent`.
 * @returns whether that is new, so that asking again has a chance
 */
export function learn(config: ProviderConfig, sent: Body, cause: unknown): boolean {
  if (!(cause instanceof ProviderAnswer) || ![400, 422].includes(cause.status)) return false;
  const { code, param, words } = cause;
  if (!/^unsupported_(parameter|value)$/.test(code) && !REFUSED.test(words)) return false;
  const refused = PARAMETERS.find(
    (name) => name in sent && (param === "" ? names(words, name) : param === name),
  );
  if (!refused) return false;
  const all = remembered();
  const key = keyOf(config, sent.model);
  if (!all.has(key) && all.size >= REMEMBERED_MAX) all.clear();
  all.set(key, new Set([...(all.get(key) ?? []), refused]));
  return true;
}

const names = (words: string, parameter: Parameter) => new RegExp(`\\b${parameter}\\b`).test(words);
