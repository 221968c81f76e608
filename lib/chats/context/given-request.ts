import {
  approximateTokens,
  contextWindowOf,
  countTokens,
  DEMO_MODEL,
  effectiveModel,
  type GenerationParameters,
  type GenerationRequest,
  MESSAGE_OVERHEAD,
  maxTokensOf,
  PICTURE_TOKENS,
  type PromptMessage,
  projectAccount,
} from "@/lib/ai";
import type { PreparedRequest } from "@/lib/chats/run";
import { invalid } from "@/lib/errors";
import type { VariableValues } from "@/lib/schemas";
import type { ProjectRecord, Scope } from "@/lib/store";
import { REPLY_OVERHEAD } from "../prompt/assemble";
import { type AttachedFile, textFiles } from "../prompt/attached";
import { type PassagePlan, planPassages, WORTHWHILE } from "../prompt/passage-plan";
import { asTurns } from "../prompt/turns";
import { fillPrompts, requireVariables } from "../prompt/variables";
import { fallbackOf, filenamesOf } from "./build-request";
import { recordConfig } from "./configs";
import { type KeptGiven, withFiles } from "./given-again";
import { withPassages } from "./passages";
import { choosePictures, withPictureData } from "./pictures";
import type { Pinned } from "./target";

/** A conversation that the caller keeps, and what of the project's settings the caller wants otherwise. */
export type GivenConversation = {
  /** Oldest first; they follow the project's prompts. */
  messages: PromptMessage[];
  variables: VariableValues;
  /** Files of the project that stand on the last message. */
  files?: AttachedFile[];
  /** The chat whose own files may be among them. */
  chatId?: string | null;
  maxTokens?: number | undefined;
  temperature?: number | undefined;
  parameters?: GenerationParameters | undefined;
};

export type GivenRequest = {
  request: GenerationRequest;
  configId: string;
  /** What the prompts' variables were filled with. */
  variables: VariableValues;
  /** With the passages that are found, enough to write the request again: see `givenAgain`. */
  kept: KeptGiven;
  /** Tokens of the prompt, passages included, at most; estimated. */
  promptTokens: number;
  /** Looks passages up. Never rejects but for the signal's reason. */
  prepare(signal: AbortSignal): Promise<PreparedRequest>;
};

/**
 * What the model gets for a conversation that is the caller's own: prompts, the conversation, and before its last
 * question the passages that retrieval finds for it. Nothing of it is dropped.
 * `pinned`: the release that answers, whose prompts and settings `project` has.
 * @throws `validation_failed` on `messages` when it is too long for the model, on `variables.<name>` when one is missing, on
 *   `fileIds` when the pictures are too large
 */
export async function buildGivenRequest(
  scope: Scope,
  project: ProjectRecord,
  given: GivenConversation,
  pinned: Pinned | null = null,
): Promise<GivenRequest> {
  const { settings } = project;
  const variables = requireVariables(project.prompts, given.variables);
  const model = await effectiveModel(settings.model);
  const contextWindow = contextWindowOf(model);
  const maxTokens = given.maxTokens ?? settings.maxTokens;
  const config = pinned?.config ?? (await recordConfig(scope, project));
  const prompts = fillPrompts(project.prompts, variables);
  const { files = [] } = given;
  const pictures = await choosePictures(scope, project.id, model, [], files);
  const messages = asTurns([...prompts, ...withFiles(given.messages, files, pictures)]);
  const available = contextWindow - Math.min(maxTokens, Math.floor(contextWindow / 2)) - REPLY_OVERHEAD;
  const left = available - (await tokensWithin(messages, available, model));

  const request: GenerationRequest = {
    model,
    messages,
    temperature: given.temperature ?? settings.temperature,
    maxTokens,
    account: projectAccount(scope, project.id),
    ...(await fallbackOf(project)),
    ...(given.parameters ? { parameters: given.parameters } : {}),
  };
  const asked = questionsOf(messages);
  const texts = { chatId: given.chatId ?? null, own: textFiles(files), earlier: [] };
  const planned = asked && planPassages(project, config, contextWindow, texts, pinned?.segmentIds);
  const plan = planned && within(planned, left);
  if (model === DEMO_MODEL) await tellDemo(scope, project, request, prompts, asked?.message ?? "");
  return {
    request,
    configId: config.id,
    variables,
    promptTokens: sum(messages, approximateTokens) + REPLY_OVERHEAD + (plan?.budget ?? 0),
    kept: {
      ...(plan && asked ? { passages: { ...plan.fence, before: asked.at } } : {}),
      ...(files.length > 0 ? { files } : {}),
      ...(pictures.size > 0 ? { pictures: [...pictures] } : {}),
    },
    prepare: async (signal) => {
      const question = asked && { message: asked.message, before: asked.before };
      const found: PreparedRequest =
        plan && asked && question
          ? await withPassages(scope, project.id, request, plan, question, signal, asked.at)
          : { request, sources: [] };
      if (pictures.size === 0) return found;
      return { ...found, request: await withPictureData(scope, project.id, found.request) };
    },
  };
}

const overhead = ({ pictures = [], toolCalls = [] }: PromptMessage) =>
  MESSAGE_OVERHEAD +
  pictures.length * PICTURE_TOKENS +
  toolCalls.reduce((total, call) => total + approximateTokens(call.name + call.arguments), 0);
const sum = (messages: PromptMessage[], count: (text: string) => number) =>
  messages.reduce((total, message) => total + count(message.content) + overhead(message), 0);

/** Tokens that the messages take, exact only where a bound does not decide. @throws `validation_failed` when they don't fit */
async function tokensWithin(messages: PromptMessage[], available: number, model: string): Promise<number> {
  const bound = sum(messages, maxTokensOf);
  if (bound <= available) return bound;
  let total = 0;
  for (const message of messages) total += (await countTokens(message.content)) + overhead(message);
  if (total <= available) return total;
  throw invalid(
    "messages",
    `The model ${model} has room for about ${Math.max(0, available)} tokens here, but the messages with the project's prompts take about ${total}. Shorten them.`,
  );
}

/** The last question, with the one before it as context; null without any text of the user's. */
function questionsOf(
  messages: PromptMessage[],
): { at: number; message: string; before: string | undefined } | null {
  const isQuestion = ({ role, toolCallId, content }: PromptMessage) =>
    role === "user" && toolCallId === undefined && content.trim() !== "";
  const at = messages.findLastIndex(isQuestion);
  const message = messages[at];
  if (!message) return null;
  return { at, message: message.content, before: messages.slice(0, at).findLast(isQuestion)?.content };
}

function within(plan: PassagePlan, available: number): PassagePlan | null {
  if (available < WORTHWHILE) return null;
  const budget = Math.min(plan.budget, available);
  return { ...plan, budget, searchBudget: Math.min(plan.searchBudget, budget) };
}

async function tellDemo(
  scope: Scope,
  project: ProjectRecord,
  request: GenerationRequest,
  prompts: PromptMessage[],
  question: string,
): Promise<void> {
  const last = request.messages.at(-1);
  request.demo = {
    project: project.name,
    prompts,
    historyLength: Math.max(0, request.messages.length - asTurns(prompts).length - 1),
    files: await filenamesOf(scope, project.id),
    attached: [],
    question: last?.toolCallId === undefined ? question : `The tool answered: ${last.content}`,
    passages: [],
    continued: false,
  };
}
