import { audit } from "@/lib/auth";
import { AppError } from "@/lib/errors";
import {
  ABILITIES,
  CONNECTION_LIMITS,
  type ConnectionTest,
  ENVIRONMENT,
  type TestConnectionInput,
} from "@/lib/schemas";
import { canChat, fetchModels } from "../fetch-models";
import { noteModels } from "../models";
import type { KnownModel } from "../models-listed";
import { generateWithProvider } from "../provider";
import { environmentConfig, openaiClient, type ProviderConfig } from "../provider-config";
import type { GenerationParameters, GenerationRequest, PromptMessage } from "../types";
import { type By, requireConnection } from "./administer";
import { configOf } from "./route";
import { statusOf, testFailure } from "./test-failure";

/** For each of the questions that a test asks. Milliseconds. */
const ASK_MS = 20_000;
const LIST_MS = 10_000;
/** Room for a model that thinks before its first word. */
const TOKENS = 400;

type Ability = (typeof ABILITIES)[number];
type Found = "yes" | "no" | "unknown";

/**
 * Lists the provider's models and asks one of them small questions, each able to fail for itself: what works is found out,
 * not looked up.
 * @throws not_found; whatever is wrong with the provider is the answer's `failure`
 */
export async function testConnection(
  by: By,
  id: string,
  input: TestConnectionInput,
): Promise<ConnectionTest> {
  const environment = id === ENVIRONMENT ? environmentConfig() : null;
  const record = environment ? null : await requireConnection(id);
  await audit({
    ...by,
    action: "connection.test",
    targetId: id,
    detail: { name: record?.name ?? ENVIRONMENT },
  });
  try {
    const config = environment ?? (record ? await configOf(record) : null);
    if (!config) return failed("The provider is no longer set up");
    const shown = record?.models.flatMap(({ id: model, hidden }) => (hidden ? [] : [model])) ?? [];
    return await examine(config, input.model, shown, (listed) => record && noteModels(record, listed));
  } catch (error) {
    return failed(testFailure(error));
  }
}

async function examine(
  config: ProviderConfig,
  wanted: string | undefined,
  named: string[],
  note: (listed: KnownModel[]) => void,
): Promise<ConnectionTest> {
  const begun = performance.now();
  const listed = await fetchModels(config, LIST_MS).catch(testFailure);
  const models = typeof listed === "string" ? [] : listed;
  if (typeof listed !== "string") note(listed);
  const listMs = typeof listed === "string" ? null : Math.round(performance.now() - begun);
  const model = wanted ?? named[0] ?? models.find(canChat)?.id ?? null;
  const embeddingModel = models.find(({ id }) => /embed|bge-|e5-/i.test(id))?.id ?? null;
  const about = {
    listMs,
    models: models.slice(0, CONNECTION_LIMITS.models).map(bare),
    model,
    embeddingModel,
  };
  const embeddings = embeddingModel === null ? "unknown" : await makesVectors(config, embeddingModel);
  if (model === null) {
    const why = typeof listed === "string" ? listed : "It lists no model to ask; name one";
    return { ...failed(why), ...about, supports: { ...NOTHING_KNOWN, embeddings } };
  }
  const spoken = await ask(config, model, "Answer with the word OK.").catch(testFailure);
  if (typeof spoken === "string") {
    return { ...failed(spoken), ...about, supports: { ...NOTHING_KNOWN, embeddings } };
  }
  const [tools, pictures] = await Promise.all([callsTools(config, model), takesPictures(config, model)]);
  const supports = {
    streaming: yesNo(spoken.streamed),
    tools,
    pictures,
    embeddings,
    reasoning: yesNo(spoken.thought),
  };
  return { ok: true, failure: null, ...about, firstWordMs: spoken.firstMs, supports };
}

/**
 * All that a provider lists, hidden or not.
 * @throws not_found; `provider_failed` when it does not list its models
 */
export async function listConnectionModels(id: string): Promise<ConnectionTest["models"]> {
  const record = await requireConnection(id);
  const listed = await fetchModels(await configOf(record), LIST_MS).catch(unlisted);
  noteModels(record, listed);
  return listed.filter(canChat).slice(0, CONNECTION_LIMITS.models).map(bare);
}

function unlisted(cause: unknown): never {
  throw new AppError("provider_failed", { message: testFailure(cause), cause });
}

type Spoken = { streamed: boolean; thought: boolean; called: boolean; firstMs: number };

async function ask(
  config: ProviderConfig,
  model: string,
  content: string,
  more: { parameters?: GenerationParameters; picture?: string } = {},
): Promise<Spoken> {
  const picture = more.picture ? [{ fileId: "", mediaType: "image/png", data: more.picture }] : [];
  const message: PromptMessage = {
    role: "user",
    content,
    ...(picture.length > 0 ? { pictures: picture } : {}),
  };
  const request: GenerationRequest = {
    model,
    messages: [message],
    temperature: 0,
    maxTokens: TOKENS,
    ...(more.parameters ? { parameters: more.parameters } : {}),
  };
  const begun = performance.now();
  const said = { streamed: false, thought: false, called: false, firstMs: 0 };
  const heard = () => {
    said.firstMs ||= Math.max(1, Math.round(performance.now() - begun));
  };
  const sink = {
    // A server that does not stream answers in JSON.
    open: (contentType?: string) => {
      said.streamed = contentType?.includes("text/event-stream") ?? false;
    },
    text: heard,
    reasoning: () => {
      said.thought = true;
      heard();
    },
    toolCall: () => {
      said.called = true;
      heard();
    },
  };
  const { usageDetails } = await generateWithProvider(config, request, sink, AbortSignal.timeout(ASK_MS));
  if ((usageDetails?.completion.reasoning_tokens ?? 0) > 0) said.thought = true;
  heard();
  return said;
}

const CLOCK = {
  type: "function",
  function: {
    name: "current_time",
    description: "Says what time it is",
    parameters: { type: "object", properties: { zone: { type: "string" } }, required: ["zone"] },
  },
};

async function callsTools(config: ProviderConfig, model: string): Promise<Found> {
  const parameters = { tools: [CLOCK], tool_choice: "auto" };
  const question = "What time is it in UTC? Use the tool current_time to find out.";
  return outcome(ask(config, model, question, { parameters }), ({ called }) => called);
}

/** A blue square of 32 × 32. */
const PICTURE =
  "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAKElEQVR4nO3NsQ0AAAzCMP5/un0CNkuZ41wybXsHAAAAAAAAAAAAxR4yw/wuPL6QkAAAAABJRU5ErkJggg==";

async function takesPictures(config: ProviderConfig, model: string): Promise<Found> {
  const question = "Which colour is this picture? Answer with one word.";
  return outcome(ask(config, model, question, { picture: PICTURE }), () => true);
}

async function makesVectors(config: ProviderConfig, model: string): Promise<Found> {
  const client = openaiClient(config, { timeoutMs: ASK_MS });
  const made = client.embeddings.create({ model, input: "OK", encoding_format: "float" });
  return outcome(made, ({ data }) => (data[0]?.embedding.length ?? 0) > 0);
}

/** A refusal says no; a provider that is slow or busy says nothing. */
async function outcome<T>(asked: Promise<T>, good: (answer: T) => boolean): Promise<Found> {
  try {
    return yesNo(good(await asked));
  } catch (error) {
    const status = statusOf(error);
    return status !== null && status >= 400 && status < 500 && status !== 429 ? "no" : "unknown";
  }
}

const yesNo = (found: boolean): Found => (found ? "yes" : "no");
const bare = ({ id, name, contextWindow }: KnownModel) => ({ id, name, contextWindow });
const NOTHING_KNOWN = Object.fromEntries(ABILITIES.map((name) => [name, "unknown"])) as Record<
  Ability,
  Found
>;

const failed = (failure: string): ConnectionTest => ({
  ok: false,
  failure,
  listMs: null,
  firstWordMs: null,
  models: [],
  model: null,
  embeddingModel: null,
  supports: NOTHING_KNOWN,
});
