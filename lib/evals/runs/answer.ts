import { costOf, estimateUsage, type GenerationRequest, generate } from "@/lib/ai";
import { isQuotaRefused, openQuota, type QuotaMeter, quotaRefused } from "@/lib/auth";
import { asReleased, buildGivenRequest, type Pinned, requireFiles, sourcesOf } from "@/lib/chats";
import { isAppError } from "@/lib/errors";
import type { CaseContent, Source } from "@/lib/schemas";
import {
  getStore,
  type KeptGiven,
  type ProjectRecord,
  type RunSide,
  type Scope,
  type Spent,
} from "@/lib/store";
import { NO_CHAT } from "../cases";
import type { Answered } from "../checks";
import { NOTHING_SPENT, spentOn } from "../cost";
import { withBackoff } from "./backoff";

export type CaseAnswer = { answer: Answered; error: string | null; spent: Spent; request: KeptGiven };

/** Kept of one answer (UTF-16 units). */
const MAX_OUTPUT = 200_000;

const NO_ANSWER: Answered = {
  output: "",
  passages: [],
  usage: null,
  cost: null,
  firstMs: null,
  totalMs: null,
  finishReason: null,
};

/** What the answer can take of what its person may use. @throws `budget_exceeded` */
async function quotaFor(scope: Scope, { model, messages, maxTokens }: GenerationRequest) {
  const promptTokens = estimateUsage(messages, "").prompt_tokens;
  const quota = await openQuota(scope.userId, { model, promptTokens, completionTokens: maxTokens });
  if (isQuotaRefused(quota)) throw quotaRefused(quota.refusal);
  return quota;
}

/**
 * One answer to a case from one side: the same request as a chat would send, and no chat. What fails is the answer's `error`.
 * @throws the signal's reason
 */
export async function answerCase(
  scope: Scope,
  project: ProjectRecord,
  side: RunSide,
  content: CaseContent,
  signal: AbortSignal,
): Promise<CaseAnswer> {
  const { configs } = await getStore();
  const config = await configs.get(scope, project.id, side.configId);
  if (!config)
    return {
      answer: NO_ANSWER,
      error: "What this side answered from is no longer available",
      spent: NOTHING_SPENT,
      request: {},
    };
  const state = asReleased(project, config);
  const pinned: Pinned = { release: null, config, segmentIds: side.segmentIds };
  const messages = [...content.turns, { role: "user" as const, content: content.question }];
  let kept: KeptGiven = {};
  let sent: GenerationRequest | null = null;
  let text = "";
  let firstMs: number | null = null;
  let begun = performance.now();
  let quota: QuotaMeter | null = null;
  try {
    const chatId = content.source?.chatId ?? null;
    const files = await filesOf(scope, project.id, content);
    const conversation = { messages, variables: content.variables, files, chatId };
    const given = await buildGivenRequest(scope, state, conversation, pinned);
    kept = given.kept;
    const { request, sources } = await given.prepare(signal);
    quota = await quotaFor(scope, request);
    sent = request;
    const sink = {
      text: (delta: string) => {
        firstMs ??= performance.now() - begun;
        if (text.length < MAX_OUTPUT) text += delta;
      },
      reasoning: () => {},
    };
    const ask = () => {
      begun = performance.now();
      // What is tested is this model: its second one would answer for it.
      const { fallback: _second, ...tested } = request;
      return generate({ ...tested, unwatched: true }, sink, signal);
    };
    const { finishReason, usage: reported } = await withBackoff(request.model, ask, signal);
    const usage = reported ?? estimateUsage(request.messages, text);
    await quota?.charge(usage);
    const passages = sourcesOf(sources).map(toPassage);
    const totalMs = performance.now() - begun;
    const cost = costOf(request.model, usage);
    const answer: Answered = { output: text, passages, usage, cost, firstMs, totalMs, finishReason };
    return { answer, error: null, spent: spentOn(request.model, usage), request: kept };
  } catch (error) {
    await quota?.charge(sent && text ? estimateUsage(sent.messages, text) : null);
    if (signal.aborted) throw error;
    return {
      answer: { ...NO_ANSWER, output: text, firstMs },
      error: sentenceOf(error),
      // What broke off was asked and, as far as it came, answered.
      spent: sent && text ? spentOn(sent.model, estimateUsage(sent.messages, text)) : NOTHING_SPENT,
      request: kept,
    };
  }
}

/** A case that can't be asked is not a wrong answer: neither is a provider that fails. */
function sentenceOf(error: unknown): string {
  if (!isAppError(error)) return "The answer could not be generated";
  const [fault] = error.errors ?? [];
  return fault ? `${fault.path}: ${fault.message}` : error.message;
}

async function filesOf(scope: Scope, projectId: string, { fileIds, source }: CaseContent) {
  const files = await requireFiles(scope, projectId, source?.chatId ?? NO_CHAT, fileIds);
  return files.map(({ id, filename, mimeType }) => ({ fileId: id, filename, mediaType: mimeType }));
}

const toPassage = ({ hash, number, fileId, filename, text, heading, location }: Source) => ({
  hash,
  rank: number,
  fileId,
  filename,
  text,
  heading,
  location,
});
