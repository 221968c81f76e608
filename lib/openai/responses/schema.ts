import { z } from "zod";
import { samplingSchema } from "../chat-schema";

/* What a response may ask for. https://platform.openai.com/docs/api-reference/responses/create */

const textPart = z.object({
  type: z.enum(["input_text", "output_text", "text"]),
  text: z.string(),
});
const refusalPart = z.object({ type: z.literal("refusal"), refusal: z.string() });
const imagePart = z.object({
  type: z.literal("input_image"),
  image_url: z.string().nullish(),
  file_id: z.null().optional(),
  detail: z.string().nullish(),
});
const partSchema = z.discriminatedUnion("type", [textPart, refusalPart, imagePart]);

const messageItem = z.object({
  type: z.literal("message"),
  id: z.string().nullish(),
  role: z.enum(["system", "developer", "user", "assistant"], {
    error: "Supported roles are: 'system', 'developer', 'user' and 'assistant'.",
  }),
  content: z.union([z.string(), z.array(partSchema)]),
});
const callItem = z.object({
  type: z.literal("function_call"),
  id: z.string().nullish(),
  call_id: z.string().min(1).max(200),
  name: z.string().min(1).max(128),
  arguments: z.string(),
});
const outputItem = z.object({
  type: z.literal("function_call_output"),
  id: z.string().nullish(),
  call_id: z.string().min(1).max(200),
  output: z.union([z.string(), z.array(textPart)]),
});
/** Thoughts of a model are not kept between answers: what a client sends back of them is not needed. */
const reasoningItem = z.looseObject({ type: z.literal("reasoning") });

/** A message may come without its type. */
const itemSchema = z.preprocess(
  (item) =>
    typeof item === "object" && item !== null && !("type" in item) && "role" in item
      ? { ...item, type: "message" }
      : item,
  z.discriminatedUnion("type", [messageItem, callItem, outputItem, reasoningItem], {
    error:
      "Supported items are messages, 'function_call', 'function_call_output' and 'reasoning'; others, such as 'item_reference', are not.",
  }),
);
export type ResponseItem = z.output<typeof itemSchema>;
export type ResponsePart = z.infer<typeof partSchema>;

const name = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, "A name has 1 to 64 letters, digits, _ and -.");
const toolSchema = z.object({
  type: z.literal("function", { error: "Only tools of the type 'function' are supported." }),
  name,
  description: z.string().nullish(),
  parameters: z.record(z.string(), z.unknown()).nullish(),
  strict: z.boolean().nullish(),
});

const formatSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text") }),
  z.object({ type: z.literal("json_object") }),
  z.object({
    type: z.literal("json_schema"),
    name,
    schema: z.record(z.string(), z.unknown()),
    description: z.string().nullish(),
    strict: z.boolean().nullish(),
  }),
]);

/** What `include` may name: pictures are always there, and of thoughts there are none, as where a model has none. */
const INCLUDABLE = ["reasoning.encrypted_content", "message.input_image.image_url"];

export const responseSchema = samplingSchema.extend({
  model: z.string().min(1).max(200),
  input: z.union([z.string(), z.array(itemSchema).max(2_000)]),
  instructions: z.string().max(1_000_000).nullish(),
  previous_response_id: z.string().max(200).nullish(),
  conversation: z.union([z.string().max(200), z.object({ id: z.string().max(200) })]).nullish(),
  max_output_tokens: z.number().int().min(1).max(128_000).nullish(),
  text: z.object({ format: formatSchema.nullish(), verbosity: z.string().max(20).nullish() }).nullish(),
  reasoning: z.object({ effort: z.string().max(20).nullish(), summary: z.string().nullish() }).nullish(),
  tools: z.array(toolSchema).max(128).nullish(),
  tool_choice: z
    .union([
      z.enum(["none", "auto", "required"]),
      z.object({ type: z.literal("function"), name: z.string() }),
    ])
    .nullish(),
  include: z
    .array(z.enum(INCLUDABLE, { error: `Supported values are: ${INCLUDABLE.join(", ")}.` }))
    .nullish(),
  truncation: z.literal("disabled", { error: "Only 'disabled' is supported." }).nullish(),
  background: z.literal(false, { error: "Background responses are not supported." }).nullish(),
  top_logprobs: z.literal(0, { error: "'top_logprobs' is not supported here." }).nullish(),
  stream_options: z.object({ include_obfuscation: z.boolean().nullish() }).nullish(),
});
export type ResponseInput = z.infer<typeof responseSchema>;

/** Known to OpenAI and not to be had here. */
export const RESPONSE_UNSUPPORTED = [
  "prompt",
  "max_tool_calls",
  "context_management",
  "moderation",
  "access_programs",
  "image",
];

export const conversationSchema = z.object({
  items: z.array(itemSchema).max(20).nullish(),
  metadata: samplingSchema.shape.metadata,
});
