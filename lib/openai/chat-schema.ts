import { z } from "zod";
import { LIMITS, variableValuesSchema } from "@/lib/schemas";

/* What a chat completion may ask for. https://platform.openai.com/docs/api-reference/chat/create */

const textPart = z.object({ type: z.literal("text"), text: z.string() });
const refusalPart = z.object({ type: z.literal("refusal"), refusal: z.string() });
const imagePart = z.object({
  type: z.literal("image_url"),
  image_url: z.object({ url: z.string(), detail: z.string().nullish() }),
});
const texts = z.union([z.string(), z.array(textPart).min(1)]);

const name = z.string().max(64).nullish();
const toolCall = z.object({
  id: z.string().min(1).max(200),
  type: z.literal("function").default("function"),
  function: z.object({ name: z.string().min(1).max(128), arguments: z.string() }),
});

const messageSchema = z.discriminatedUnion(
  "role",
  [
    z.object({ role: z.literal("system"), content: texts, name }),
    z.object({ role: z.literal("developer"), content: texts, name }),
    z.object({
      role: z.literal("user"),
      content: z.union([z.string(), z.array(z.discriminatedUnion("type", [textPart, imagePart])).min(1)]),
      name,
    }),
    z.object({
      role: z.literal("assistant"),
      content: z
        .union([z.string(), z.array(z.discriminatedUnion("type", [textPart, refusalPart]))])
        .nullish(),
      refusal: z.string().nullish(),
      tool_calls: z.array(toolCall).max(128).nullish(),
      name,
    }),
    z.object({ role: z.literal("tool"), content: texts, tool_call_id: z.string().min(1).max(200) }),
  ],
  { error: "Supported roles are: 'system', 'developer', 'user', 'assistant', and 'tool'." },
);
export type WireMessage = z.infer<typeof messageSchema>;
export type WirePart = z.infer<typeof textPart> | z.infer<typeof imagePart>;

const tool = z.object({
  type: z.literal("function", { error: "Only tools of the type 'function' are supported." }),
  function: z.looseObject({
    name: z
      .string()
      .regex(/^[a-zA-Z0-9_-]{1,64}$/, "A function's name has 1 to 64 letters, digits, _ and -."),
    description: z.string().nullish(),
    parameters: z.record(z.string(), z.unknown()).nullish(),
    strict: z.boolean().nullish(),
  }),
});
const toolChoice = z.union([
  z.enum(["none", "auto", "required"]),
  z.object({ type: z.literal("function"), function: z.object({ name: z.string() }) }),
]);

const responseFormat = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text") }),
  z.object({ type: z.literal("json_object") }),
  z.object({
    type: z.literal("json_schema"),
    json_schema: z.looseObject({
      name: z
        .string()
        .regex(/^[a-zA-Z0-9_-]{1,64}$/, "A schema's name has 1 to 64 letters, digits, _ and -."),
      schema: z.record(z.string(), z.unknown()).nullish(),
      strict: z.boolean().nullish(),
      description: z.string().nullish(),
    }),
  }),
]);

const penalty = z.number().min(-2).max(2).nullish();
const tokens = z.number().int().min(1).max(128_000).nullish();

/** More answers than this to one request are refused. */
export const CHOICES_MAX = 4;

export const samplingSchema = z.object({
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  user: z.string().max(1_000).nullish(),
  safety_identifier: z.string().max(1_000).nullish(),
  metadata: z.record(z.string().max(64), z.string().max(512)).nullish(),
  service_tier: z.string().nullish(),
  prompt_cache_key: z.string().nullish(),
  prompt_cache_retention: z.string().nullish(),
  prompt_cache_options: z.record(z.string(), z.unknown()).nullish(),
  store: z.boolean().nullish(),
  stream: z.boolean().nullish(),
  /** Ours: values for the variables of the project's prompts. */
  variables: variableValuesSchema.nullish(),
});

export const chatCompletionSchema = samplingSchema.extend({
  model: z.string().min(1).max(200),
  messages: z.array(messageSchema).min(1).max(2_000),
  max_tokens: tokens,
  max_completion_tokens: tokens,
  n: z.number().int().min(1).max(CHOICES_MAX, `At most ${CHOICES_MAX} choices can be asked for.`).nullish(),
  stop: z
    .union([z.string().max(500), z.array(z.string().max(500)).max(4)], {
      error: "'stop' is a string or a list of up to 4 strings.",
    })
    .nullish(),
  seed: z.number().int().nullish(),
  presence_penalty: penalty,
  frequency_penalty: penalty,
  logit_bias: z.record(z.string(), z.number().min(-100).max(100)).nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.number().int().min(0).max(20).nullish(),
  response_format: responseFormat.nullish(),
  reasoning_effort: z.string().max(20).nullish(),
  verbosity: z.string().max(20).nullish(),
  modalities: z.array(z.literal("text", { error: "Only 'text' is supported." })).nullish(),
  tools: z.array(tool).max(128).nullish(),
  tool_choice: toolChoice.nullish(),
  stream_options: z
    .object({ include_usage: z.boolean().nullish(), include_obfuscation: z.boolean().nullish() })
    .nullish(),
});
export type ChatCompletionInput = z.infer<typeof chatCompletionSchema>;

/** Known to OpenAI and not to be had here: named, so that nobody waits for what does not come. */
export const CHAT_UNSUPPORTED = [
  "audio",
  "prediction",
  "web_search_options",
  "functions",
  "function_call",
  "moderation",
];

export const EMBEDDING_INPUTS_MAX = 2_048;
export const embeddingSchema = z.object({
  model: z.string().min(1).max(200),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(EMBEDDING_INPUTS_MAX)], {
    error: "'input' is a string or a list of strings; tokens can't be given.",
  }),
  encoding_format: z.enum(["float", "base64"]).nullish(),
  dimensions: z.number().int().min(1).max(10_000).nullish(),
  user: z.string().max(LIMITS.messageMax).nullish(),
});
