import { estimateUsage, generate } from "@/lib/ai";
import { asReleased, buildGivenRequest, type Pinned, sourcesOf } from "@/lib/chats";
import { isAppError } from "@/lib/errors";
import type { CaseContent } from "@/lib/schemas";
import { getStore, type ProjectRecord, type RunSide, type Scope, type Spent } from "@/lib/store";
import type { Answered } from "../checks";
import { costOf, NOTHING_SPENT, spentOn } from "../cost";

export type CaseAnswer = { answer: Answered; error: string | null; spent: Spent };

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
    return { answer: NO_ANSWER, error: "What this side answered from is gone", spent: NOTHING_SPENT };
  const state = asReleased(project, config);
  const pinned: Pinned = { release: null, config, segmentIds: side.segmentIds };
  const messages = [...content.turns, { role: "user" as const, content: content.question }];
  let text = "";
  let firstMs: number | null = null;
  let begun = performance.now();
  try {
    const given = await buildGivenRequest(scope, state, { messages, variables: content.variables }, pinned);
    const { request, sources } = await given.prepare(signal);
    begun = performance.now();
    const sink = {
      text: (delta: string) => {
        firstMs ??= performance.now() - begun;
        if (text.length < MAX_OUTPUT) text += delta;
      },
      reasoning: () => {},
    };
    const { finishReason, usage: reported } = await generate(request, sink, signal);
    const usage = reported ?? estimateUsage(request.messages, text);
    const passages = sourcesOf(sources).map(({ hash, number, fileId, filename, text: passage }) => ({
      hash,
      rank: number,
      fileId,
      filename,
      text: passage,
    }));
    const totalMs = performance.now() - begun;
    const cost = costOf(request.model, usage);
    const answer: Answered = { output: text, passages, usage, cost, firstMs, totalMs, finishReason };
    return { answer, error: null, spent: spentOn(request.model, usage) };
  } catch (error) {
    if (signal.aborted) throw error;
    return {
      answer: { ...NO_ANSWER, output: text, firstMs },
      error: sentenceOf(error),
      spent: NOTHING_SPENT,
    };
  }
}

/** A case that can't be asked is not a wrong answer: neither is a provider that fails. */
function sentenceOf(error: unknown): string {
  if (!isAppError(error)) return "The answer could not be made";
  const [fault] = error.errors ?? [];
  return fault ? `${fault.path}: ${fault.message}` : error.message;
}
